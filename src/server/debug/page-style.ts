/** The error page's own style: no file is loaded, light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif;
  --line: light-dark(#e2e2e2, #3a3a3a); --soft: light-dark(#f6f6f6, #1f1f1f); --faint: light-dark(#6b6b6b, #9a9a9a);
  --red: light-dark(#b3261e, #ff8a80); --mark: light-dark(#fff1c2, #4a3c10); --head: light-dark(#fdecea, #3b1513); }
* { box-sizing: border-box; }
body { margin: 0; background: light-dark(#fff, #161616); }
header { background: var(--head); border-bottom: 1px solid var(--line); padding: 1.5rem 2rem; }
h1 { font-size: 1.3rem; margin: 0; font-weight: 600; }
h1 small { color: var(--faint); font-weight: 400; font-size: 1rem; }
header pre { font: 1.05rem/1.5 ui-monospace, monospace; margin: .6rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--red); }
header dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0 0; font-size: .9rem; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
nav { display: flex; gap: 1.25rem; padding: .6rem 2rem; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: inherit; }
nav a { color: inherit; }
section { padding: 1rem 2rem; border-bottom: 1px solid var(--line); }
h2 { font-size: 1.1rem; margin: .3rem 0 .8rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .5rem; }
code, pre, table { font: .85rem/1.55 ui-monospace, monospace; }
details.frame { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; overflow: hidden; }
summary { cursor: pointer; padding: .35rem .7rem; background: var(--soft); overflow-wrap: anywhere; }
details.others > summary { background: none; color: var(--faint); padding-left: 0; }
.place { font: .85rem ui-monospace, monospace; } .name { color: var(--faint); margin-left: .6rem; font-size: .85rem; }
.source { margin: 0; padding: .4rem 0; overflow-x: auto; }
.source span { display: block; padding: 0 .8rem; white-space: pre; min-width: max-content; }
.source .here { background: var(--mark); font-weight: 600; }
.source i { display: inline-block; width: 3.2rem; color: var(--faint); font-style: normal; user-select: none; }
.cause { color: var(--red); white-space: pre-wrap; overflow-wrap: anywhere; margin: .2rem 0 .6rem; }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font: .75rem system-ui; color: var(--faint); }
.warn { border-left: .3rem solid light-dark(#e0a100, #d9a520); background: var(--soft); padding: .6rem .9rem; margin: .6rem 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; white-space: pre-wrap; }
th { font-weight: 500; width: 18rem; color: var(--faint); } table.queries th { width: 6rem; } table.queries td + td { width: 20rem; }
#request pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.failed { color: var(--red); } .none { color: var(--faint); margin: .2rem 0; }
textarea { width: 100%; height: 16rem; font: .8rem ui-monospace, monospace; }
footer { padding: 1rem 2rem; color: var(--faint); }
@media (max-width: 50rem) { header, nav, section, footer { padding-left: 1rem; padding-right: 1rem; } th, table.queries td + td { width: 9rem; } }
`;
