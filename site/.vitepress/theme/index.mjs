// The theme of the site: VitePress' own, without the fonts that it brings along, and with a few rules for long tables.
import theme from "vitepress/theme-without-fonts";
import "./style.css";

export default theme;
