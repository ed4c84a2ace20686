// The look of the page at /_sim/: light and dark, down to 360 px. Plain CSS as text; it names no file.
export const PAGE_STYLE = `
:root{--ground:#f6f7f9;--card:#fff;--sunk:#f1f3f6;--ink:#1b2430;--hush:#566173;--line:#dbe0e7;--edge:#7b8698;--link:#1f5fbf;--main-ink:#fff;
--bad:#b3261e;--change:#8a5300;--change-soft:#fbf0dc;--bad-soft:#fce9e7;--work:#2b5ea7;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",Arial,sans-serif;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--card:#191f27;--sunk:#141a21;--ink:#e4e8ee;--hush:#9da8b7;--line:#2e3743;--edge:#7b8698;--link:#8ab8ff;--main-ink:#0d1420;
--bad:#ff8f85;--change:#e8b45c;--change-soft:#352813;--bad-soft:#3d1d1b;--work:#8ab8ff;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 var(--sans)}
.wide{max-width:1180px;margin:0 auto;padding:0 24px}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
[hidden]{display:none!important}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;background:var(--card);padding:8px 12px;z-index:9}
.top{background:var(--card);border-bottom:1px solid var(--line);padding:18px 0 0}
.brand{margin:0;font-weight:650;color:var(--hush);font-size:13px}
.brand span{font-weight:400}
h1{margin:0;font-size:26px;line-height:1.25;font-weight:650}
h2{margin:0 0 8px;font-size:19px;font-weight:650}
nav ul{display:flex;gap:4px;list-style:none;margin:6px 0 0 -12px;padding:0;overflow-x:auto}
nav{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 24px}
.jumps{margin-right:-12px}
nav a{display:block;padding:8px 12px;color:var(--hush);text-decoration:none;font-size:14px;border-bottom:2px solid transparent}
nav a:hover{color:var(--ink);border-color:var(--line)}
nav a[aria-current]{color:var(--ink);border-color:var(--link);font-weight:600}
.lost{margin:0;padding:8px 24px;background:var(--bad-soft);color:var(--bad);text-align:center}
main{padding-top:10px!important;padding-bottom:40px!important}
section{padding:14px 0 10px;min-width:0}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 32px}
.said{margin:0;min-height:1.2em;color:var(--hush)}
.hush{color:var(--hush);font-size:13.5px}
p.hush{margin:6px 0}
.big{margin:0 0 8px;font-size:20px;font-variant-numeric:tabular-nums}
code,pre,textarea{font-family:var(--mono);font-size:13px}
code{overflow-wrap:anywhere}
pre{margin:8px 0 0;padding:8px 12px;background:var(--sunk);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px;margin:0 0 10px}
dt{color:var(--hush)}dd{margin:0}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 10px;margin:0 0 10px}
.check{display:flex;align-items:center;gap:6px}
button,select,input[type=search],textarea{font-size:14px;color:var(--ink);background:var(--card);border:1px solid var(--edge);border-radius:6px;padding:6px 12px;max-width:100%}
button,select,input{font-family:inherit}
button{cursor:pointer;font-weight:600}
button:hover{background:var(--sunk)}
button.main{background:var(--link);border-color:var(--link);color:var(--main-ink)}
button.main:hover{filter:brightness(1.1)}
select{min-width:0;flex:0 1 420px}
textarea{display:block;width:100%;margin-top:4px;padding:8px 10px;resize:vertical}
form p{margin:0 0 10px}
form label{font-size:14px}
.block{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:0 0 8px;padding:0 14px}
.block summary{padding:8px 0;cursor:pointer;font-weight:600}
.block summary b{color:var(--hush);font-weight:400;font-variant-numeric:tabular-nums}
.block pre{margin:0 0 12px}
table{border-collapse:collapse;width:100%;font-size:14px}
.block table{margin:0 0 10px}
caption{position:absolute;left:-9999px}
th{text-align:left;color:var(--hush);font-weight:600;font-size:13px;padding:4px 12px 4px 0;border-bottom:1px solid var(--line)}
td{padding:5px 12px 5px 0;vertical-align:top;overflow-wrap:anywhere;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
.block th:first-child{width:34%}.block th:nth-child(2){width:30%}
.work{display:flex;flex-wrap:wrap;align-items:center;gap:2px 8px}
progress{accent-color:var(--work);width:110px}
.scroll{overflow:auto;max-height:600px;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:0 14px}
.scroll th{position:sticky;top:0;background:var(--card);padding-top:8px}
.scroll td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}
.told{font-family:var(--mono);font-size:12.5px;color:var(--hush);white-space:pre-wrap}
.bad{color:var(--bad);white-space:pre-line}
.badge{display:inline-block;border-radius:4px;padding:0 7px;font-size:12.5px;font-weight:600;background:var(--sunk);color:var(--hush)}
.badge.change{background:var(--change-soft);color:var(--change)}
.badge.fault{background:var(--bad-soft);color:var(--bad)}
.faults{list-style:none;margin:0 0 10px;padding:0}
.faults li{padding:4px 0}
@media (max-width:720px){.two{grid-template-columns:minmax(0,1fr)}.wide{padding:0 14px}nav ul{margin-left:-10px}
.scroll td,.scroll th{display:block;padding:0;border:0}.scroll thead{position:absolute;left:-9999px}.scroll tr{display:block;padding:8px 0;border-bottom:1px solid var(--line)}
.block thead{position:absolute;left:-9999px}.block tr{display:block;padding:6px 0;border-bottom:1px solid var(--line)}
.block td{display:inline-block;padding:0 10px 0 0;border:0}.block td:last-child{display:block}
button,select,input[type=search]{min-height:40px}}
`;
