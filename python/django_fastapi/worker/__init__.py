"""The worker: runs Python for TypeScript, over the channel of docs/architecture.md."""
