/** Readable on a phone and on a wide screen, by day and by night, and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--text:#1d2330;--soft:#5b6475;--line:#dde1e8;--ground:#fff;--panel:#f5f7fa;--link:#1d5fd1;
--get:#1d5fd1;--put:#9a5b00;--post:#18794e;--delete:#c02a37}
@media(prefers-color-scheme:dark){:root{--text:#e4e8ef;--soft:#9aa4b5;--line:#2f3644;--ground:#14171d;--panel:#1c2028;
--link:#7fb0ff;--get:#7fb0ff;--put:#e5b567;--post:#63d19b;--delete:#ff8b94}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--text);background:var(--ground)}
a{color:var(--link)}
header{position:sticky;top:0;z-index:1;display:flex;gap:1rem;align-items:baseline;padding:.7rem 1.2rem;background:var(--ground);
border-bottom:1px solid var(--line)}
header a:first-child{font-weight:700;color:inherit;text-decoration:none}
header span{color:var(--soft);flex:1}
.columns{max-width:80rem;margin:auto}
main{padding:0 1.2rem 6rem;min-width:0}
nav{padding:.6rem 1.2rem;font-size:.9rem}
nav summary{font-weight:600;cursor:pointer}
nav h2{margin:1.1rem 0 .3rem;font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);border:0;padding:0}
nav ul{list-style:none;margin:0;padding:0}
nav li a{display:flex;gap:.6rem;align-items:baseline;padding:.22rem 0;color:inherit;text-decoration:none}
nav li a:hover{color:var(--link)}
nav .method{flex:0 0 3.6rem}
h1{margin:1.6rem 0 .6rem;font-size:2rem;line-height:1.2}
h2{margin:3.2rem 0 .6rem;padding-top:1.2rem;border-top:1px solid var(--line);font-size:1.5rem}
h3{margin:2.6rem 0 .5rem;font-size:1.2rem}
h4{margin:1.4rem 0 .4rem;font-size:.8rem;letter-spacing:.05em;text-transform:uppercase;color:var(--soft)}
p{max-width:46rem;margin:.6rem 0}
.anchor{text-decoration:none;opacity:.35}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
p code,td code,li code,summary code{padding:.1em .3em;border-radius:4px;background:var(--panel);overflow-wrap:anywhere}
pre{margin:.5rem 0;padding:.8rem 1rem;border-radius:8px;background:var(--panel);overflow:auto}
.call{font-size:1.05rem}
.call code{background:none;padding:0}
.method{font:700 .72rem/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.03em}
.get{color:var(--get)}.put{color:var(--put)}.post{color:var(--post)}.delete{color:var(--delete)}
.key{padding:.5rem .8rem;border-left:3px solid var(--put);background:var(--panel);font-size:.92rem}
.fields{list-style:none;margin:.3rem 0;padding:0 0 0 .8rem;border-left:2px solid var(--line)}
.fields .fields{margin-left:.3rem}
.fields li{margin:.45rem 0}
.fields .name{font-weight:600;background:none;padding:0}
.type{color:var(--soft);font-size:.86rem}
.type .pattern{font-size:.8em}
.optional{font-size:.75rem;padding:0 .35rem;border:1px solid var(--line);border-radius:1rem;color:var(--soft)}
.said{display:block;font-size:.93rem}
.said:empty{display:none}
.answers{width:100%;border-collapse:collapse}
.answers th{width:13rem;padding:.6rem .8rem .6rem 0;text-align:left;vertical-align:top;font-weight:400}
.answers td{padding:.6rem 0;vertical-align:top;min-width:0}
.answers tr{border-top:1px solid var(--line)}
.answers th code{background:none;padding:0;font-size:.8rem}
.status{font:700 .86rem ui-monospace,Menlo,Consolas,monospace}
.s2{color:var(--post)}.s4{color:var(--put)}.s5{color:var(--delete)}
.also{font-size:.9rem;color:var(--soft)}
details{margin:.4rem 0}
article summary{cursor:pointer;color:var(--link);font-size:.9rem;width:fit-content}
@media(min-width:62rem){.columns{display:grid;grid-template-columns:17rem minmax(0,1fr);gap:1.5rem}
nav{position:sticky;top:3rem;height:calc(100vh - 3rem);overflow:auto;border-right:1px solid var(--line)}
nav summary{display:none}}
@media(max-width:40rem){.answers,.answers tbody,.answers tr,.answers th,.answers td{display:block;width:auto}
.answers th{padding-bottom:0}.answers td{padding-top:.2rem}}
@media print{nav,.anchor{display:none}header{position:static}}
`;
