// Runs on the page of the manual: each example is as high as what it shows.
addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  const height: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'cpmHeight') : undefined;
  if (typeof height !== 'number') return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow !== source) continue;
    frame.style.setProperty('--high', `${Math.min(Math.max(height + 2, 60), 2000)}px`);
    frame.classList.add('there');
  }
});

/** Milliseconds from one example to the next. */
const pause = 200;

// Examples that nobody has scrolled to come one by one once the page stands: what is not there can't be printed.
addEventListener('load', () => {
  const frames = [...document.querySelectorAll('iframe')];
  const timer = setInterval(() => {
    const next = frames.shift();
    if (next) next.loading = 'eager';
    else clearInterval(timer);
  }, pause);
});
addEventListener('beforeprint', () => {
  for (const frame of document.querySelectorAll('iframe')) frame.loading = 'eager';
});
