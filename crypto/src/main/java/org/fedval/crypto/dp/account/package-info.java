/**
 * What the noise is worth: zero-concentrated differential privacy in floating point.
 *
 * <p>Main path: {@link org.fedval.crypto.dp.account.NoiseTerms} states mechanism and sensitivity,
 * {@link org.fedval.crypto.dp.account.ZeroConcentrated} turns them into rho and epsilon.
 *
 * <p>May import: {@code crypto.dp}. Refuses: to draw anything; numbers from here are shown and
 * compared, never added to data.
 */
@NullMarked
package org.fedval.crypto.dp.account;

import org.jspecify.annotations.NullMarked;
