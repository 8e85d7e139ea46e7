// Style of what stands in the scrolling part: welcome, messages, citations, replies.

export const MESSAGE_CSS = `
/* Welcome */
.welcome { max-width: 40em; margin: 0 auto; }
.welcome h3 { font-size: 1.35em; line-height: 1.35; }
.welcome h4 { margin-bottom: .45em; font-size: 1em; color: var(--muted); }
.lead { margin-top: .25em; }
.danger {
  display: flex; align-items: center; gap: .6em; min-height: 48px; margin: .9em 0 1.1em;
  padding: .5em .9em; line-height: 1.45; font-weight: 600; text-decoration: none;
  color: var(--danger); background: var(--surface);
  border: 1px solid currentColor; border-radius: 14px;
}
.part { display: inline-block; }
.welcome .replies { flex-direction: column; align-items: stretch; }
.can, .note {
  margin-top: 1.3em; padding: .9em 1em; background: var(--surface); border-radius: 14px;
}
.note { margin-top: .7em; }
.welcome ul { padding-left: 1.2em; }
.welcome li + li { margin-top: .35em; }
.welcome li::marker { color: var(--link); }
.loading { padding: 1em 0; text-align: center; color: var(--muted); }

/* Messages */
.log { display: flex; flex-direction: column; max-width: 46em; margin: 0 auto; }
.message { position: relative; max-width: 92%; margin-top: 1.1em; align-self: flex-start; }
.message:first-child { margin-top: 0; }
.message.follows { margin-top: .45em; }
.message.follows .meta { display: none; }
.meta { display: flex; gap: .6em; margin: 0 .3em .2em; font-size: .8em; color: var(--muted); }
.who { font-weight: 600; color: var(--link); }
.bubble {
  padding: .7em .95em; background: var(--surface); border: 1px solid var(--line);
  border-radius: 4px 16px 16px 16px;
}
.words { white-space: pre-wrap; overflow-wrap: anywhere; word-break: break-word; }
.citizen { max-width: 86%; align-self: flex-end; }
.citizen .meta { justify-content: flex-end; }
.citizen .bubble {
  width: fit-content; margin-left: auto; color: var(--on-own); background: var(--own);
  border-color: transparent; border-radius: 16px 4px 16px 16px;
}
.citizen.unsent .bubble { color: var(--text); background: none; border: 1px dashed var(--edge); }
.delivery { margin: .15em .3em 0; text-align: right; font-size: .85em; color: var(--muted); }
.retry {
  min-height: 44px; padding: 0 .2em; color: var(--danger); background: none; border: 0;
  text-decoration: underline; text-underline-offset: .25em;
}
.staff .bubble { background: var(--staff); border-color: var(--staff-line); }
.system { max-width: 100%; align-self: center; text-align: center; }
.system .meta { display: none; }
.system .bubble {
  padding: .3em .9em; font-size: .92em; color: var(--muted); background: none; border: 0;
}

/* Quick replies */
.replies { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .6em; }
.reply {
  min-height: 46px; padding: .5em 1.05em; line-height: 1.4; text-align: left;
  overflow-wrap: anywhere; color: var(--link); background: var(--surface);
  border: 1.5px solid var(--link); border-radius: 14px;
}
.reply:hover { background: var(--raised); }
.reply.strong { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.reply.strong:hover { background: var(--accent-deep); }
.past .reply { color: var(--muted); background: none; border: 1px dashed var(--edge); }

.judging { gap: .4em; }
.judging .reply {
  min-height: 44px; padding: .4em .75em; font-size: .9em; border-width: 1px; border-radius: 22px;
}

/* Citations */
.citations { margin-top: .8em; padding-top: .6em; border-top: 1px solid var(--line); }
.basis { margin-bottom: .3em; font-size: .85em; color: var(--muted); }
.citation { margin-top: .4em; border-radius: 10px; background: var(--raised); }
.citation summary {
  display: flex; align-items: center; gap: .5em; min-height: 44px; padding: .4em .8em;
  line-height: 1.4; font-weight: 600; overflow-wrap: anywhere; color: var(--link);
  list-style: none; border-radius: 10px; cursor: pointer;
}
.citation summary::-webkit-details-marker { display: none; }
.citation summary::before {
  content: ""; flex: none; width: .5em; height: .5em; margin-right: .1em;
  border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(-45deg);
}
.citation[open] summary::before { transform: rotate(45deg); }
.article { padding: .1em .9em .8em; }
.article mark {
  padding: .05em .1em; font-weight: 600; color: var(--on-mark); background: var(--mark);
  border-radius: 3px; -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
.article .missing { color: var(--muted); }
.facts { margin-top: .5em; font-size: .85em; color: var(--muted); overflow-wrap: anywhere; }

/* Somebody is writing */
.typing {
  display: flex; align-items: center; gap: .6em; max-width: 46em; margin: 0 auto;
  color: var(--muted);
}
.typing:not(:empty) { padding: .9em .3em 0; }
.dots { display: inline-flex; gap: .25em; }
.dots i { width: .4em; height: .4em; background: var(--link); border-radius: 50%; }

@media (prefers-reduced-motion: no-preference) {
  .dots i { animation: fawen-dot 1.2s infinite ease-in-out; }
  .dots i:nth-child(2) { animation-delay: .15s; }
  .dots i:nth-child(3) { animation-delay: .3s; }
  .message { animation: fawen-in .18s ease-out; }
  .citation summary::before { transition: transform .15s; }
  @keyframes fawen-dot { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
  @keyframes fawen-in { from { opacity: 0; transform: translateY(6px); } }
}
`;
