// Is this container's process ready? For Docker, whose images need not hold curl. Exit code 0: it is.
const port = process.env.GEMBA_HTTP_PORT ?? '8080';
try {
  const { ok, status } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  if (!ok) console.error(`/health/ready answered ${status}.`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(`/health/ready did not answer: ${error.message}.`);
  process.exitCode = 1;
}
