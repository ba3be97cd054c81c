import { Injectable } from '@nestjs/common';
import type {
  CalibrationError,
  ServingCalibration,
  ServingCalibrationResponse,
  ServingCalibrationSummary,
} from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';

interface SummaryRow {
  id: string;
  name: string;
  active: boolean;
  created_at: Date;
  created_by_name: string;
  runs: number;
  errors: CalibrationError[];
}

export interface NewCalibration {
  readonly id: string;
  readonly name: string;
  readonly document: ServingCalibration;
  readonly createdByName: string;
}

const SUMMARY = `id, name, active, created_at, created_by_name,
  (document->>'runs')::int as runs, document->'errors' as errors`;

@Injectable()
export class ServingCalibrationsRepository {
  async list(transaction: TenantTransaction): Promise<ServingCalibrationSummary[]> {
    const rows = await transaction.query<SummaryRow>(
      `select ${SUMMARY} from app.serving_calibration where workspace_id = $1
        order by created_at desc, id desc`,
    );
    return rows.map(toSummary);
  }

  async find(
    transaction: TenantTransaction,
    id: string,
  ): Promise<ServingCalibrationResponse | undefined> {
    const [row] = await transaction.query<SummaryRow & { document: ServingCalibration }>(
      `select ${SUMMARY}, document from app.serving_calibration where workspace_id = $1 and id = $2`,
      [id],
    );
    return row === undefined ? undefined : { ...toSummary(row), document: row.document };
  }

  async insert(transaction: TenantTransaction, made: NewCalibration): Promise<void> {
    await transaction.query(
      `insert into app.serving_calibration (workspace_id, id, name, document, created_by_name)
       values ($1, $2, $3, $4, $5)`,
      [made.id, made.name, JSON.stringify(made.document), made.createdByName],
    );
  }

  /** Lets one transaction of the workspace at a time choose the active one: two at once would both set theirs. */
  async lockChoice(transaction: TenantTransaction): Promise<void> {
    await transaction.query(
      `select pg_advisory_xact_lock(hashtextextended('serving_calibration ' || $1, 0))`,
    );
  }

  /** Makes one the active one, or none when `id` is null; under `lockChoice`. */
  async activate(transaction: TenantTransaction, id: string | null): Promise<void> {
    await transaction.query(
      `update app.serving_calibration set active = false where workspace_id = $1 and active`,
    );
    await transaction.query(
      `update app.serving_calibration set active = true where workspace_id = $1 and id = $2::uuid`,
      [id],
    );
  }

  /** False when there was none. */
  async delete(transaction: TenantTransaction, id: string): Promise<boolean> {
    const rows = await transaction.query(
      `delete from app.serving_calibration where workspace_id = $1 and id = $2 returning id`,
      [id],
    );
    return rows.length === 1;
  }
}

const toSummary = (row: SummaryRow): ServingCalibrationSummary => ({
  id: row.id,
  name: row.name,
  active: row.active,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by_name,
  runs: row.runs,
  errors: row.errors,
});
