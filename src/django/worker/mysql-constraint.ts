/** What a constraint's refusal says of it, without the values of rows. */
export interface MysqlConstraint {
  readonly message: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly columns?: readonly string[];
}

/**
 * What the texts of MySQL's and MariaDB's errors say. They hold the values of rows ("Duplicate entry 'Ace' for key 'name'"),
 * so that none is passed on as it is.
 */
export function mysqlConstraint(errno: number, text: string): MysqlConstraint {
  switch (errno) {
    case 1062: {
      // MySQL from 8.0.19 on says "table.index".
      const name = /for key '(?:[^']*\.)?([^'.]+)'\W*$/.exec(text)?.[1];
      return name === undefined
        ? { message: "Duplicate entry" }
        : { message: `Duplicate entry for key "${name}"`, constraint: name };
    }
    case 1451:
    case 1452: {
      const [, table, constraint, column] =
        /\(`[^`]*`\.`([^`]+)`, CONSTRAINT `([^`]+)` FOREIGN KEY \(`([^`]+)`\)/.exec(text) ?? [];
      const message = errno === 1452 ? "A foreign key has no row" : "Rows refer to the row by a foreign key";
      if (table === undefined || constraint === undefined || column === undefined) return { message };
      const named = { message: `${message}: constraint "${constraint}" of "${table}"`, constraint, table };
      // Of a row that others refer to, the column is theirs.
      return errno === 1452 ? { ...named, columns: [column] } : named;
    }
    case 3819:
    case 4025: {
      const name = /(?:CONSTRAINT|Check constraint) [`']([^`']+)[`']/.exec(text)?.[1];
      return name === undefined
        ? { message: "A check constraint is violated" }
        : { message: `Check constraint "${name}" is violated`, constraint: name };
    }
    case 1048:
    case 1364: {
      const column = /(?:Column|Field) '([^']+)'/.exec(text)?.[1];
      return column === undefined
        ? { message: "A column cannot be null" }
        : { message: `Column "${column}" cannot be null`, columns: [column] };
    }
    default:
      return { message: `Constraint violated (${errno})` };
  }
}
