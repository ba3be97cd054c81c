/**
 * Loss a dense model reaches in pre-training: L = E + A / N^a + B / D^b (Hoffmann et al., arXiv:2203.15556), with the
 * coefficients of Besiroglu et al., arXiv:2404.10102, who fitted the same runs again and corrected them. Nats a token
 * on that paper's mixture of web text; other data and tokenisers shift it.
 */
const IRREDUCIBLE = 1.8172;
const PARAMETER_FACTOR = 482.01;
const PARAMETER_POWER = 0.3478;
const TOKEN_FACTOR = 2085.43;
const TOKEN_POWER = 0.3658;

/** Tokens for each parameter that spend a budget of compute best (arXiv:2203.15556, table 3: about 20). */
export const TOKENS_PER_PARAM = 20;

/**
 * @param params active parameters; experts a token does not see are left out, which understates mixtures of experts
 */
export const expectedLoss = (params: number, tokens: number): number =>
  lossFloor(params) + TOKEN_FACTOR / tokens ** TOKEN_POWER;

/** The loss that no number of tokens gets below. */
export const lossFloor = (params: number): number =>
  IRREDUCIBLE + PARAMETER_FACTOR / params ** PARAMETER_POWER;

/** Tokens until a loss is reached; `null` where the model is too small to reach it. */
export function tokensForLoss(params: number, loss: number): number | null {
  const above = loss - lossFloor(params);
  return above > 0 ? (TOKEN_FACTOR / above) ** (1 / TOKEN_POWER) : null;
}
