// The look of what is special to a report: changes, the picture of the order, its bars; and what is different on paper.
export const SHAPES_STYLE = `
.change{background:var(--card);border:1px solid var(--line);border-top-width:0;padding:0 16px}
.change:first-child{border-top-width:1px;border-radius:8px 8px 0 0}
.change:last-child{border-radius:0 0 8px 8px}
.change:first-child:last-child{border-radius:8px}
.change[hidden]{display:none}
.change>summary,.change.bare{padding:9px 16px 9px 34px;position:relative;overflow-wrap:anywhere}
.change>summary{margin:0 -16px;cursor:pointer;list-style:none}
.change>summary::-webkit-details-marker{display:none}
.change>summary::before{content:"";position:absolute;left:14px;top:17px;border:solid var(--hush);border-width:0 2px 2px 0;padding:2.5px;transform:rotate(-45deg)}
.change[open]>summary::before{transform:rotate(45deg);top:15px}
.change>summary:hover{background:var(--sunk)}
.change>summary:focus-visible{outline-offset:-2px}
.change[open]{padding-bottom:12px}
.change>pre,.change>table,.change>.plain{margin-left:18px}
.change code{font-weight:600}
.change .cross{margin-right:8px}
.change .act{min-width:82px}
.act{display:inline-block;border-radius:4px;padding:0 7px;margin-right:6px;font-size:12.5px;line-height:1.6;font-weight:600;white-space:pre;background:var(--other-soft);color:var(--other)}
.act.create{background:var(--create-soft);color:var(--create)}
.act.update{background:var(--update-soft);color:var(--update)}
.act.delete,.act.replace,.act.rebuild{background:var(--delete-soft);color:var(--delete)}
.about{margin-left:4px;font-size:14px}
table{border-collapse:collapse}
th{text-align:left;font-weight:400}
.fields{margin-top:4px;font:13px/1.5 var(--mono)}
.fields th{color:var(--hush);padding:2px 24px 2px 0;vertical-align:top;white-space:nowrap}
.fields td{padding:2px 0;overflow-wrap:anywhere}
.fields pre{margin:0}
.plain{margin-top:10px;font-size:14px}
.plain>summary{color:var(--hush);cursor:pointer}
.plain p{margin:6px 0 0;font:13px/1.6 var(--mono);overflow-wrap:anywhere}
.plain ol{margin:8px 0 0;padding-left:28px}
.plain li{overflow-wrap:anywhere}
.canvas{position:relative;background:var(--card);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.canvas svg{display:block;cursor:grab;touch-action:pan-y}
.canvas svg.held{cursor:grabbing}
.lines path{fill:none;stroke:var(--hush);stroke-opacity:.45;stroke-width:1.4}
.node{--hue:var(--other)}
.node.create{--hue:var(--create)}.node.update{--hue:var(--update)}.node.delete,.node.rebuild{--hue:var(--delete)}
.node rect{fill:var(--ground);stroke:var(--line)}
.node .edge{fill:var(--hue);stroke:none}
.node text{fill:var(--ink);font:600 12.5px var(--mono)}
.node .small{fill:var(--hush);font:12px var(--sans)}
.node:focus{outline:none}
.node:focus rect:first-child,.node.near rect:first-child,.node.here rect:first-child{stroke:var(--focus);stroke-width:2}
.node.here rect:first-child{stroke-width:3}
svg.lit .node:not(.near):not(.here){opacity:.35}
svg.lit path{stroke-opacity:.12}
svg.lit path.near{stroke:var(--focus);stroke-opacity:1;stroke-width:2.2}
.tip{position:absolute;left:12px;right:12px;bottom:12px;width:fit-content;max-width:760px;margin:0;padding:7px 12px;border-radius:6px;background:var(--ink);color:var(--card);font-size:13.5px;overflow-wrap:anywhere;pointer-events:none}
.tip[hidden]{display:none}
.order{width:100%;background:var(--card);border:1px solid var(--line);border-radius:8px;border-collapse:separate;border-spacing:0}
.order th,.order td{padding:6px 16px;vertical-align:middle}
.order thead th{color:var(--hush);font-size:13px;padding-top:9px}
.order .wave th{background:var(--sunk);border-top:1px solid var(--line);font-weight:600;font-size:13.5px}
.order td{white-space:nowrap;font-variant-numeric:tabular-nums}
.order .when{width:42%}
.order td{font-size:14px}
.order .act{min-width:66px;text-align:center}
.bar{display:block}
.bar{--hue:var(--other)}
.bar.create{--hue:var(--create)}.bar.update{--hue:var(--update)}.bar.delete,.bar.rebuild{--hue:var(--delete)}
.bar rect{fill:var(--hue)}
.bar .track{fill:var(--sunk)}
.bar.unknown rect:not(.track){fill:var(--sunk);stroke:var(--hue);stroke-width:1.5;stroke-dasharray:4 3}
@media (max-width:640px){
.wide{padding:0 14px}
h1{font-size:22px}
.tiles li{flex:1 1 40%;padding:6px 12px}
.change>summary,.change.bare{padding-right:10px}
.about{display:block;margin-left:0}
.change>pre,.change>table,.change>.plain{margin-left:4px}
.fields,.fields tbody,.fields tr,.fields th,.fields td{display:block}
.fields th{padding:5px 0 0;white-space:normal}.fields td{padding-left:12px}
.order,.order tbody,.order tr,.order th,.order .when{display:block}
.order thead{display:none}
.order th,.order td{padding:3px 12px}
.order td{padding-right:0}.order td+td{padding-left:8px}.order td.when{padding:3px 12px 10px}
.order .when{width:auto}
input[type=search]{flex-basis:100%;max-width:none}
.hint{display:none}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}.change>summary::before{transition:transform .12s}}
@media (forced-colors:active){.act,.badge,.tiles li{border:1px solid}.bar rect,.node rect{forced-color-adjust:none}}
@media print{
:root{--ground:#fff;--card:#fff;--sunk:#fff;--ink:#000;--hush:#444;--line:#bbb;--create:#17693a;--update:#7a4a00;--delete:#a01c15;--other:#234f8f;--create-soft:#fff;--update-soft:#fff;--delete-soft:#fff;--other-soft:#fff;color-scheme:light}
body{font-size:11pt}
.tools,.sections,.skip,.tip,.change>summary::before{display:none!important}
.wide{max-width:none;padding:0}
details::details-content{content-visibility:visible!important;display:block!important}
.change,.box,.order tr{break-inside:avoid}
.change>summary,.change.bare{padding-left:16px}
.canvas svg{height:auto;max-height:22cm}
section{padding:12px 0 4px}
}
`;
