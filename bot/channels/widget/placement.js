// Where the widget sits: 'inline' in its container, 'float' at the corner of a wide
// page, 'sheet' over a small screen, following the part the on-screen keyboard leaves.

const SMALL = window.matchMedia('(max-width: 760px), (max-height: 520px)');
const SHORT_PX = 480;

export class Placement {
  /** wantsInline(): the attribute. onChange(mode). */
  constructor({ root, wantsInline, onChange }) {
    Object.assign(this, { root, wantsInline, onChange });
    this.update = () => this.choose();
    this.fit = () => this.fitViewport();
  }

  start() {
    // addListener: Safari before 14
    if (SMALL.addEventListener) SMALL.addEventListener('change', this.update);
    else SMALL.addListener(this.update);
    if (window.visualViewport) {
      window.visualViewport.addEventListener('resize', this.fit);
      window.visualViewport.addEventListener('scroll', this.fit);
    }
    this.choose();
    this.fit();
  }

  stop() {
    if (SMALL.removeEventListener) SMALL.removeEventListener('change', this.update);
    else SMALL.removeListener(this.update);
    if (window.visualViewport) {
      window.visualViewport.removeEventListener('resize', this.fit);
      window.visualViewport.removeEventListener('scroll', this.fit);
    }
    this.lockPage(false);
  }

  choose() {
    const wide = this.wantsInline() ? 'inline' : 'float';
    const mode = SMALL.matches ? 'sheet' : wide;
    if (mode === this.mode) return;
    this.mode = mode;
    this.root.dataset.mode = mode;
    this.onChange(mode);
  }

  fitViewport() {
    const { offsetTop, height, scale } = window.visualViewport || {};
    if (height === undefined || Math.abs(scale - 1) > 0.05) return; // zoomed by hand: leave it
    this.root.style.setProperty('--top', `${offsetTop}px`);
    this.root.style.setProperty('--height', `${height}px`);
    this.root.classList.toggle('short', height < SHORT_PX);
  }

  /** Under an open sheet the page must not scroll. */
  lockPage(on) {
    const { style } = document.documentElement;
    if (on && this.pageOverflow === undefined) {
      this.pageOverflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!on && this.pageOverflow !== undefined) {
      style.overflow = this.pageOverflow;
      this.pageOverflow = undefined;
    }
  }
}
