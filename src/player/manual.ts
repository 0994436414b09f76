// Runs on the page of the manual: each example is as high as what it shows.
addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  const height: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'cpmHeight') : undefined;
  if (typeof height !== 'number') return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.max(height + 2, 60), 2000)}px`;
  }
});
// Before the manual is printed every example must be there, also those that nobody has scrolled to.
addEventListener('beforeprint', () => {
  for (const frame of document.querySelectorAll('iframe')) frame.loading = 'eager';
});
