// Runs in an example of the manual: tells the page around it how high it is.
const tell = (): void => {
  const main = document.querySelector('main');
  if (main) parent.postMessage({ cpmHeight: Math.ceil(main.getBoundingClientRect().bottom + scrollY) }, '*');
};
const seen = new ResizeObserver(tell);
addEventListener('load', () => {
  const main = document.querySelector('main');
  if (main) seen.observe(main);
});
