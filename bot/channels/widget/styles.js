// The widget's style sheet. Sizes are in em of the panel's own font size, so the
// large-text mode scales everything. No external fonts.

import { MESSAGE_CSS } from './styles-messages.js';
import { PAPERS_CSS } from './styles-papers.js';

const CSS = `
:host {
  display: block;
  --bg: #f1f5f6; --surface: #ffffff; --raised: #e8f1f3; --line: #cfdbde; --edge: #74868d;
  --text: #17262b; --muted: #4c6068; --accent: #0a5a6c; --accent-deep: #07424f;
  --on-accent: #ffffff; --link: #0a5a6c; --own: #0a5a6c; --on-own: #ffffff;
  --staff: #f3f7e9; --staff-line: #bccb96; --warn-bg: #fdf3e1; --warn: #704000;
  --danger: #a3271b; --mark: #ffe89a; --on-mark: #17262b;
  --shadow: 0 10px 40px rgba(10, 40, 50, .22);
}
:host([inline]) { height: 100%; }
@media (prefers-color-scheme: dark) {
  :host {
    --bg: #10181b; --surface: #1b272b; --raised: #24343a; --line: #38494f; --edge: #82969d;
    --text: #e8eff1; --muted: #aebec4; --accent: #0d5566; --accent-deep: #0b3d49;
    --on-accent: #ffffff; --link: #7fd0e2; --own: #0d5566; --on-own: #ffffff;
    --staff: #28301e; --staff-line: #56643c; --warn-bg: #382b15; --warn: #f4cf8f;
    --danger: #ff9d92; --mark: #5c4b12; --on-mark: #fff6d8;
    --shadow: 0 10px 40px rgba(0, 0, 0, .6);
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, h4, p, ul, li { margin: 0; padding: 0; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; touch-action: manipulation; }
a { color: var(--link); }
:focus { outline: 3px solid var(--link); outline-offset: 2px; }
:focus:not(:focus-visible) { outline: none; }
.icon {
  width: 1.15em; height: 1.15em; flex: none; fill: currentColor;
  stroke: currentColor; stroke-width: 1.2; stroke-linejoin: round;
}
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.root {
  all: initial; display: block; height: 100%; font-size: medium; line-height: 1.6;
  color: var(--text);
  font-family: "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif;
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}

/* Launcher */
.launcher {
  position: fixed; z-index: 2147483000;
  right: calc(16px + env(safe-area-inset-right, 0px));
  bottom: calc(16px + env(safe-area-inset-bottom, 0px));
  display: flex; align-items: center; gap: .5em; min-height: 56px; padding: 0 1.4em;
  font-size: 1.125em; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 2px solid rgba(255, 255, 255, .7); border-radius: 28px; box-shadow: var(--shadow);
}
.launcher:hover { background: var(--accent-deep); }
.launcher.unread::after {
  content: "新回复"; padding: .1em .6em; font-size: .8em; border-radius: 1em;
  color: var(--accent-deep); background: #fff;
}

/* Panel and its three places */
.panel {
  position: relative; display: flex; flex-direction: column; overflow: hidden;
  font-size: 1.0625em; background: var(--bg);
}
.panel.large { font-size: 1.375em; }
.panel:focus { outline: none; }
[data-mode="inline"] .panel {
  height: 100%; min-height: 480px; border: 1px solid var(--line); border-radius: 16px;
  box-shadow: 0 4px 24px rgba(10, 40, 50, .1);
}
[data-mode="float"] .panel {
  position: fixed; z-index: 2147483000; right: 20px; bottom: 20px;
  width: min(440px, calc(100vw - 40px)); height: min(720px, calc(100vh - 40px));
  border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow);
}
[data-mode="float"] .panel.large { width: min(540px, calc(100vw - 40px)); }
[data-mode="sheet"] .panel {
  position: fixed; z-index: 2147483000; left: 0; right: 0;
  top: var(--top, 0px); height: var(--height, 100vh);
  padding-left: env(safe-area-inset-left, 0px); padding-right: env(safe-area-inset-right, 0px);
}

/* Header */
.head {
  display: flex; align-items: center; gap: .4em; flex: none;
  padding: .55em .65em .55em .9em; color: var(--on-accent);
  background: linear-gradient(100deg, var(--accent-deep), var(--accent));
}
[data-mode="sheet"] .head { padding-top: calc(.55em + env(safe-area-inset-top, 0px)); }
.name {
  flex: 1; min-width: 0; font-size: 1.25em; font-weight: 700; line-height: 1.2;
  letter-spacing: .06em; white-space: nowrap;
}
.role {
  display: block; overflow: hidden; font-size: .62em; font-weight: 400;
  letter-spacing: .02em; text-overflow: ellipsis;
}
.tool {
  flex: none; min-width: 44px; min-height: 44px; padding: 0 .6em; font-size: .94em;
  white-space: nowrap; color: inherit; background: transparent;
  border: 1px solid rgba(255, 255, 255, .55); border-radius: 10px;
}
.tool:hover { background: rgba(255, 255, 255, .14); }
.tool[aria-pressed="true"] { color: var(--accent-deep); background: #d5eaef; }
.tool.leave { font-weight: 600; color: #07424f; background: #fff; border-color: #fff; }
.tool.leave:hover { background: #e4f1f4; }
.tool.close { padding: 0; border-color: transparent; }
.tool.close .icon {
  width: 1.5em; height: 1.5em; vertical-align: middle; fill: none;
  stroke-width: 2; stroke-linecap: round;
}
.head :focus { outline-color: #fff; box-shadow: 0 0 0 2px #07424f; }
.head :focus:not(:focus-visible) { box-shadow: none; }
.large .role { display: none; }

/* Status */
.status {
  display: flex; align-items: center; justify-content: space-between; gap: .5em; flex: none;
  padding: 0 .3em 0 .9em; font-size: .9em; color: var(--muted);
  background: var(--surface); border-bottom: 1px solid var(--line);
}
.state { padding: .35em 0; line-height: 1.35; }
.quiet {
  flex: none; min-height: 44px; padding: 0 .6em; color: var(--link); background: none;
  border: 0; text-decoration: underline; text-underline-offset: .25em;
}
.offline {
  flex: none; font-size: .9em; line-height: 1.5; color: var(--warn); background: var(--warn-bg);
}
.offline:not(:empty) { padding: .5em 1em; }
.short .role, .short .status { display: none; }
.short .head { padding-top: .2em; padding-bottom: .2em; }
.short .actions { padding-top: .35em; }

/* Messages' place */
.stage { position: relative; flex: 1; min-height: 0; }
.scroll {
  height: 100%; padding: 1em .9em; overflow-y: auto; overscroll-behavior: contain;
  -webkit-overflow-scrolling: touch;
}
.scroll:focus-visible { outline-offset: -3px; }
.pill {
  position: absolute; left: 50%; bottom: 10px; transform: translateX(-50%);
  display: flex; align-items: center; gap: .3em; min-height: 44px; padding: 0 1.1em;
  white-space: nowrap; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 2px solid var(--surface); border-radius: 24px; box-shadow: var(--shadow);
}
.pill .icon { fill: none; stroke-width: 2.2; stroke-linecap: round; }

/* Notice, actions, composer */
.notice { flex: none; }
.notice:not(:empty) {
  display: flex; flex-wrap: wrap; align-items: center; gap: .4em .8em; padding: .6em .9em;
  line-height: 1.5; color: var(--warn); background: var(--warn-bg);
  border-top: 1px solid var(--line);
}
.notice p { flex: 1 1 12em; font-size: .95em; }
.actions {
  display: flex; flex-wrap: wrap; gap: .5em; flex: none; padding: .5em .9em 0;
  background: var(--surface); border-top: 1px solid var(--line);
}
.action {
  display: inline-flex; align-items: center; justify-content: center; gap: .4em; flex: 1 0 auto;
  min-height: 44px; padding: 0 .5em; font-weight: 600; text-decoration: none;
  color: var(--link); background: var(--raised); border: 1px solid transparent; border-radius: 22px;
}
.action:hover:not(:disabled) { border-color: var(--link); }
.action:disabled {
  color: var(--muted); background: none; border-color: var(--line); cursor: default;
}
.composer {
  flex: none; padding: .5em .9em calc(.6em + env(safe-area-inset-bottom, 0px));
  background: var(--surface);
}
.writing { display: flex; align-items: flex-end; gap: .5em; }
textarea {
  flex: 1; min-width: 0; min-height: 2.9em; max-height: 8.2em; padding: .62em .8em;
  line-height: 1.5; resize: none; overflow-y: auto; color: var(--text); background: var(--bg);
  border: 1px solid var(--edge); border-radius: 14px;
}
.short textarea { max-height: 5em; }
textarea:focus { outline: 2px solid var(--link); outline-offset: 0; border-color: var(--link); }
textarea::placeholder { color: var(--muted); opacity: 1; }
.send {
  flex: none; min-width: 4em; min-height: 2.9em; padding: 0 .8em; font-weight: 600;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: 14px;
}
.send:hover { background: var(--accent-deep); }
.send[aria-disabled="true"] { color: var(--muted); background: var(--raised); cursor: default; }
.count { padding: 0 .2em .3em; font-size: .85em; color: var(--muted); }
.count.over { font-weight: 600; color: var(--danger); }

/* Question before something is left behind */
.veil {
  position: absolute; inset: 0; z-index: 2; display: flex; align-items: center;
  justify-content: center; padding: 1em; background: rgba(8, 26, 32, .55);
}
.confirm {
  max-width: 24em; max-height: 100%; padding: 1.3em; overflow-y: auto;
  background: var(--surface); border-radius: 16px; box-shadow: var(--shadow);
}
.confirm h3 { margin-bottom: .4em; font-size: 1.1em; }
.choice { display: flex; flex-wrap: wrap; gap: .6em; margin-top: 1.1em; }
.choice .reply { flex: 1; text-align: center; white-space: nowrap; }

@media print { .root { display: none; } }
${MESSAGE_CSS}${PAPERS_CSS}`;

let sheet;

export function applyStyles(shadow) {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
    }
    shadow.adoptedStyleSheets = [sheet];
  } catch { // browsers without constructable style sheets
    const style = document.createElement('style');
    style.textContent = CSS;
    shadow.append(style);
  }
}
