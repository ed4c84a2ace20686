// The look of a report: light and dark, on paper, on a narrow screen. Plain CSS, embedded as it stands; it names no file.
export const REPORT_STYLE = `
:root{--ground:#f6f7f9;--card:#fff;--sunk:#f1f3f6;--ink:#1b2430;--hush:#566173;--line:#dbe0e7;--link:#1f5fbf;--focus:#1f5fbf;
--create:#17693a;--update:#8a5300;--delete:#b3261e;--other:#2b5ea7;--create-soft:#e4f3ea;--update-soft:#fbf0dc;--delete-soft:#fce9e7;--other-soft:#e6eefa;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",Arial,sans-serif;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--card:#191f27;--sunk:#141a21;--ink:#e4e8ee;--hush:#9da8b7;--line:#2e3743;--link:#8ab8ff;--focus:#8ab8ff;
--create:#6fd397;--update:#e8b45c;--delete:#ff8f85;--other:#8ab8ff;--create-soft:#17301f;--update-soft:#352813;--delete-soft:#3d1d1b;--other-soft:#1a2b45;color-scheme:dark}}
*{box-sizing:border-box}
html{scroll-padding-top:56px}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 var(--sans)}
.wide{max-width:1180px;margin:0 auto;padding:0 24px}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;background:var(--card);padding:8px 12px;z-index:9}
.top{background:var(--card);padding:22px 0 14px}
.brand{margin:0;font-weight:650;color:var(--hush);font-size:13px}
.brand span{font-weight:400}
h1{margin:0;font-size:26px;line-height:1.25;font-weight:650;overflow-wrap:anywhere}
h2{margin:0 0 14px;font-size:19px;font-weight:650}
h3{margin:0 0 6px;font-size:15px;font-weight:650;overflow-wrap:anywhere}
.sections{position:sticky;top:0;z-index:5;background:var(--card);border-bottom:1px solid var(--line)}
.sections ul{display:flex;gap:4px;list-style:none;overflow-x:auto}
.sections a{display:block;padding:9px 12px;color:var(--hush);text-decoration:none;font-size:14px;border-bottom:2px solid transparent;white-space:nowrap}
.sections li:first-child a{margin-left:-12px}
.sections a:hover{color:var(--ink);border-color:var(--line)}
main{padding-top:10px!important}
section{padding:22px 0 10px}
footer{color:var(--hush);font-size:13px;padding-top:8px!important;padding-bottom:32px!important;overflow-wrap:anywhere}
.verdict{font-size:17px;font-weight:600;margin:0 0 14px}
.note,.hint,.place,.about,.dim,.hush{color:var(--hush)}
.note{margin:0 0 12px;font-size:14px}
code,pre,kbd{font-family:var(--mono);font-size:13px}
code{overflow-wrap:anywhere}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 4px;background:var(--sunk);font-size:12px}
pre{margin:8px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
pre.frame{white-space:pre;overflow-x:auto;background:var(--sunk);border-radius:6px;padding:8px 12px}
.b{font-weight:650}.red{color:var(--delete)}.green{color:var(--create)}.yellow{color:var(--update)}.cyan{color:var(--other)}
.cross{color:var(--delete);font-weight:700}
.tiles{display:flex;flex-wrap:wrap;gap:10px;list-style:none;margin:0 0 16px;padding:0}
.tiles li{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--other);border-radius:8px;padding:8px 18px 8px 14px;min-width:112px;color:var(--hush);font-size:13.5px}
.tiles b{display:block;font-size:23px;line-height:1.25;font-weight:650;color:var(--ink);font-variant-numeric:tabular-nums}
.tiles .create{border-left-color:var(--create)}.tiles .update{border-left-color:var(--update)}
.tiles .delete,.tiles .cross{border-left-color:var(--delete)}.tiles .none{border-left-color:var(--line)}
.tiles li{font-weight:400}.tiles .none b{color:var(--hush)}
.box{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px 14px;margin:0 0 12px}
.box p{margin:4px 0 0}
.box.error,.box.destroys{border-left:4px solid var(--delete)}
.box.warning{border-left:4px solid var(--update)}
.badge{display:inline-block;border-radius:4px;padding:0 7px;font-size:12.5px;font-weight:600;background:var(--update-soft);color:var(--update)}
.error .badge{background:var(--delete-soft);color:var(--delete)}
.lines{white-space:pre-wrap;overflow-wrap:anywhere}
.place{font-family:var(--mono);font-size:13px}
.losses{list-style:none;margin:8px 0 0;padding:0}
.losses li{padding:3px 0 3px 20px;text-indent:-20px;overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px;margin:0 0 10px}
.tools[hidden]{display:none}
.tools label{font-weight:600;font-size:14px}
.hint{font-size:13px}
input[type=search]{flex:1 1 240px;min-width:0;max-width:420px;font:inherit;font-size:14px;padding:6px 10px;border:1px solid var(--hush);border-radius:6px;background:var(--card);color:var(--ink)}
input::placeholder{color:var(--hush);opacity:1}
button{font:inherit;font-size:13px;padding:4px 10px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);cursor:pointer}
button:hover{border-color:var(--hush)}
button[aria-pressed=true]{background:var(--ink);color:var(--card);border-color:var(--ink)}
button span{opacity:.85;font-variant-numeric:tabular-nums}
.chips,.fold{display:flex;flex-wrap:wrap;gap:6px}
`;
