// Style of the dialog in which papers are handed in.

export const PAPERS_CSS = `
.veil.cover { padding: 0; align-items: stretch; background: var(--bg); }
.papers { display: flex; flex-direction: column; width: 100%; min-width: 0; }
.papers .name { outline: none; }
.papers-body { flex: 1; min-height: 0; padding: 1em .9em; overflow-y: auto; overscroll-behavior: contain; }
.papers-body > * { max-width: 40em; margin-left: auto; margin-right: auto; }
.papers-body:focus-visible { outline-offset: -3px; }
.papers-number { font-size: .9em; color: var(--muted); overflow-wrap: anywhere; }
.papers-lead { margin-top: .3em; margin-bottom: .3em; }
.papers-lead.strong { font-weight: 600; }
.papers-lead.because { color: var(--danger); }
.papers-note { margin-top: .3em; margin-bottom: .3em; font-size: .9em; color: var(--muted); }
.papers-foot {
  display: flex; flex-wrap: wrap; gap: .6em; flex: none;
  padding: .6em .9em calc(.6em + env(safe-area-inset-bottom, 0px));
  background: var(--surface); border-top: 1px solid var(--line);
}
.papers-foot p { flex: 1 0 100%; }
.papers-foot .reply { flex: 1; text-align: center; font-weight: 600; }

.paper-items { margin-bottom: 1em; }
.paper-items, .paper-list { list-style: none; }
.paper-item {
  margin-top: .7em; padding: .8em .9em .9em; background: var(--surface);
  border: 1px solid var(--line); border-radius: 14px;
}
.paper-item.answered { border-color: var(--link); }
.paper-head { display: flex; align-items: flex-start; justify-content: space-between; gap: .6em; }
.paper-head h4 { min-width: 0; font-size: 1em; line-height: 1.5; overflow-wrap: anywhere; }
.paper-mark {
  flex: none; padding: .1em .7em; font-size: .85em; font-weight: 600; line-height: 1.6;
  color: var(--link); background: var(--raised); border-radius: 1em;
}
.paper-hint { font-size: .9em; color: var(--muted); }
.paper-ways { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .7em; }
.paper-ways .reply { flex: 1 1 8em; padding: .5em .7em; text-align: center; }
.reply.plain { color: var(--link); border: 1px solid var(--line); background: none; }
.reply.plain:hover { border-color: var(--link); }
.reply.small { min-height: 44px; padding: .3em .85em; font-size: .94em; }
.reply.danger-way { color: var(--danger); border-color: var(--danger); }
.paper-trouble { margin-top: .6em; color: var(--danger); white-space: pre-line; overflow-wrap: anywhere; }

.paper {
  display: flex; flex-wrap: wrap; align-items: center; gap: .2em .6em; margin-top: .6em;
  padding: .5em .5em .5em .8em; background: var(--raised); border-radius: 10px;
}
.paper-name { flex: 1 1 7em; min-width: 0; line-height: 1.45; overflow-wrap: anywhere; }
.paper-state { display: block; font-size: .9em; color: var(--muted); }
.paper-choice { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; margin-left: auto; }
.paper-choice:empty { display: none; }
.paper-ask { font-size: .94em; }
.large .paper-ask { flex: 1 0 100%; }
.paper .reply { background: var(--surface); }
.going .paper-state { flex: 1 0 100%; order: 3; }
.going .paper-choice { order: 2; }
.going.trouble .paper-state { color: var(--danger); }
progress {
  order: 4; flex: 1 0 100%; height: .5em; appearance: none; -webkit-appearance: none;
  overflow: hidden; color: var(--accent); background: var(--line); border: 0; border-radius: .25em;
}
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--link); }
progress::-moz-progress-bar { background: var(--link); }
`;
