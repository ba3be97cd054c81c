declare const unit: unique symbol;

/** A number whose unit the compiler knows. Values are in SI base units: bytes, seconds, FLOP, watts. */
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Bytes = Quantity<'bytes'>;
export type BytesPerSecond = Quantity<'bytes/second'>;
export type Seconds = Quantity<'seconds'>;
export type Flops = Quantity<'flops'>;
export type FlopsPerSecond = Quantity<'flops/second'>;
export type Watts = Quantity<'watts'>;
export type Tokens = Quantity<'tokens'>;
/** US dollars; money that is shown is rounded to cents at the edge. */
export type Usd = Quantity<'usd'>;
