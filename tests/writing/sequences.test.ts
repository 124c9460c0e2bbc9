import { describeSequences } from "./support/sequences.ts";

describeSequences([1], 100, ["SQLite", "PostgreSQL"]);
