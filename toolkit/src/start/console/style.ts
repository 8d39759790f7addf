/** The style sheet of the console page, which extends the style sheet of the HTML report. */
export const style = `
main { max-width: 110rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 1.25rem; }
header { max-width: 110rem; }
@media (min-width: 70rem) { main { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; } }
form { position: static; padding: .6rem 0 0; border: 0; align-items: end; }
form p { display: flex; flex-direction: column; }
form .check input { width: auto; }
form .wide { flex: 1 1 100%; }
form input, form textarea, form select { width: 100%; }
#path { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
fieldset { flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: end; gap: .4rem 1.25rem; margin: 0; padding: .4rem .8rem .7rem;
  border: 1px solid var(--line); border-radius: 8px; }
legend { padding: 0 .35rem; font-weight: 600; }
textarea, pre { font: .9em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
textarea { padding: .35rem .6rem; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 6px; resize: vertical; }
button { cursor: pointer; }
button.main { color: var(--card); background: var(--link); border-color: var(--link); font-weight: 600; padding: .25rem 1.2rem; }
button.small { min-height: 1.75rem; padding: 0 .6rem; font-size: .85rem; }
pre { margin: .2rem 0 .7rem; padding: .5rem .7rem; max-height: 24rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--head); border-radius: 6px; }
details h3 { margin: .5rem 0 .1rem; font-size: .9rem; }
ol, .messages { margin: 0; padding: 0; list-style: none; }
#records > li { border-bottom: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; gap: .1rem .7rem; align-items: baseline; padding: .4rem .2rem; cursor: pointer; }
summary:hover { background: var(--head); }
summary .path { font: .9em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
summary .soft, .tools span { color: var(--soft); }
.status { display: inline-block; min-width: 2.6rem; padding: .05rem .45rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; text-align: center;
  color: var(--plain); background: var(--plain-back); }
.status.ok { color: var(--guard); background: var(--guard-back); }
.status.client { color: var(--public); background: var(--public-back); }
.status.server { color: var(--danger); background: var(--danger-back); }
.connection { margin: .8rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 8px; }
.connection h3 { margin: 0; }
.connection form { flex-wrap: nowrap; }
.connection form p { flex: 1 1 auto; }
.connection form p.button { flex: 0 0 auto; }
.messages { max-height: 16rem; overflow: auto; margin-top: .5rem; }
.messages li { padding: .1rem 0; overflow-wrap: anywhere; }
.error { color: var(--danger); }
caption.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
