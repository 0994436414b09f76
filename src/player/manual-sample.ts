// Runs in an example of the manual: tells the page around it how high it is.
const tell = (): void => {
  const main = document.querySelector('main');
  if (main) parent.postMessage({ cpmHeight: Math.ceil(main.getBoundingClientRect().bottom + scrollY) }, '*');
};
addEventListener('load', () => {
  const main = document.querySelector('main');
  if (!main) return;
  tell();
  new ResizeObserver(tell).observe(main);
  // A frame that nobody has scrolled to is not drawn, so no size of it changes; what comes into it is told all the same.
  new MutationObserver(tell).observe(main, { attributes: true, characterData: true, childList: true, subtree: true });
});
