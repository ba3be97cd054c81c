/** Reads fields of a JSON row whose shape is not known to be right. */
export class RowFields {
  private readonly row: Readonly<Record<string, unknown>>;

  constructor(row: unknown) {
    this.row = isRecord(row) ? row : {};
  }

  text(name: string): string | null {
    const value = this.row[name];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** A finite number, written as a number or as a string of one. */
  number(name: string): number | null {
    const value = this.row[name];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }

  positive(name: string): number | null {
    const value = this.number(name);
    return value !== null && value > 0 ? value : null;
  }

  flag(name: string): boolean {
    return this.row[name] === true;
  }

  part(name: string): RowFields | null {
    return isRecord(this.row[name]) ? new RowFields(this.row[name]) : null;
  }

  has(name: string): boolean {
    return this.row[name] !== undefined && this.row[name] !== null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
