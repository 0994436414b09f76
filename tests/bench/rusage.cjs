// Preloaded into a measured process: tells its own CPU seconds and peak memory when it ends.
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const u = process.resourceUsage();
  writeFileSync(
    process.env.CPM_RUSAGE,
    JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1e6, megabytes: u.maxRSS / 1024 }),
  );
});
