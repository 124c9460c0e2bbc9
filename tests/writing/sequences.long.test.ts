import { describeSequences } from "./support/sequences.ts";

describeSequences([2, 3, 4, 5, 6, 7, 8, 9], 150, ["SQLite", "PostgreSQL", "MariaDB"]);
