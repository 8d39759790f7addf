const light = `
  --page: #f6f7f9; --card: #fff; --ink: #1b2430; --soft: #525e6d; --line: #d8dde4; --link: #0b57d0; --head: #eef1f5;
  --public: #9a3412; --public-back: #ffe8d1; --public-bar: #ea7317; --public-row: #fff7ee;
  --guard: #14532d; --guard-back: #dcf3e3; --jwt-bar: #2f9e5b; --lambda-bar: #177e89; --iam-bar: #1d5fa8;
  --plain: #3b4655; --plain-back: #e6eaef; --plain-bar: #8a97a8;
  --danger: #991b1b; --danger-back: #fee2e2;`;

const dark = `
  --page: #10151c; --card: #19202a; --ink: #e7ecf2; --soft: #a7b3c2; --line: #333e4c; --link: #8ab8ff; --head: #222b37;
  --public: #ffc58a; --public-back: #4a2a0c; --public-bar: #f08a35; --public-row: #241c15;
  --guard: #a7e8bd; --guard-back: #15351f; --jwt-bar: #3fae6b; --lambda-bar: #35a3af; --iam-bar: #5c9ce6;
  --plain: #ccd5e0; --plain-back: #2f3947; --plain-bar: #77859a;
  --danger: #fecaca; --danger-back: #571616;`;

/** The style sheet of the HTML report, with a light and a dark theme. On a phone, tables are shown as lists of cards. */
export const style = `
:root { color-scheme: light dark;${light} }
@media (prefers-color-scheme: dark) { :root {${dark} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
h3, caption { margin: 1.5rem 0 .4rem; padding: 0; font-size: 1rem; font-weight: 600; text-align: left; }
caption { margin: 0; padding: 1.5rem 0 .4rem; }
h1, h2, p, dd, li { overflow-wrap: anywhere; }
p { margin: .4rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 3; padding: .5rem 1rem; background: var(--card); }
.summary, .where, footer { color: var(--soft); }
.summary .open { color: var(--public); }
nav ul, .legend, .keys { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: .5rem 0; padding: 0; list-style: none; }
.keys { display: block; margin: 0; }
code { font: .9em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
section { margin: 1.25rem 0; padding: 1.1rem 1.25rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.where { margin: .1rem 0 .8rem; }
.notice { padding: .6rem .9rem; background: var(--plain-back); color: var(--plain); border-radius: 8px; }
form { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.25rem; padding: .7rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
form[hidden], [hidden] { display: none !important; }
search { position: sticky; top: 0; z-index: 2; display: block; margin: 1.25rem 0; }
form p { margin: 0; }
label { margin-right: .35rem; font-weight: 600; }
input, select, button { min-height: 2.25rem; padding: .25rem .6rem; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--soft); border-radius: 6px; }
input { width: 17rem; max-width: 100%; }
#count { color: var(--soft); }
.bar { display: block; width: 100%; height: .6rem; border-radius: 5px; }
.bar .public { fill: var(--public-bar); } .bar .jwt { fill: var(--jwt-bar); } .bar .lambda { fill: var(--lambda-bar); }
.bar .iam { fill: var(--iam-bar); } .bar .connection, .bar .unknown { fill: var(--plain-bar); }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap;
  color: var(--plain); background: var(--plain-back); }
.badge.public, .badge.breaking { color: var(--public); background: var(--public-back); }
.badge.jwt, .badge.lambda, .badge.iam { color: var(--guard); background: var(--guard-back); }
.badge.exposure { color: var(--danger); background: var(--danger-back); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .45rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere;
  unicode-bidi: isolate; }
thead th { background: var(--head); font-size: .85rem; white-space: nowrap; color: var(--soft); }
tbody th { font-weight: 400; }
tbody tr:hover { background: var(--head); }
tr.route { border-left: 4px solid transparent; }
tr.route[data-access="public"] { border-left-color: var(--public-bar); background: var(--public-row); }
.short { white-space: nowrap; }
.key { display: grid; grid-template-columns: 4.8rem 1fr; align-items: baseline; }
.method { font-weight: 600; }
small { color: var(--soft); }
dl { display: grid; gap: .3rem 1rem; margin: 0; }
dl div { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1rem; }
dt { color: var(--soft); } dd { margin: 0; }
footer { padding-bottom: 2rem; font-size: .9rem; }
@media (max-width: 48rem) {
  header, main, footer { padding-left: .75rem; padding-right: .75rem; }
  section { padding: .9rem .8rem 1rem; }
  search { position: static; }
  input, select { width: 100%; }
  form { align-items: stretch; flex-direction: column; }
  table, caption, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { margin: 0 0 .6rem; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 8px; }
  tr.route { border-left-width: 4px; border-left-color: var(--line); }
  tbody th { padding: .1rem 0; border: 0; font-weight: 600; }
  td { display: grid; grid-template-columns: 7.5rem 1fr; gap: 0 .5rem; padding: .1rem 0; border: 0; }
  td::before { content: attr(data-label); color: var(--soft); font-size: .85rem; }
  td.empty { display: none; }
  dl div { grid-template-columns: 1fr; }
}
@media print { search, nav, .skip { display: none; } section { break-inside: auto; } }
`;
