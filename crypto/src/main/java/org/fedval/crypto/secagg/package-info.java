/**
 * The secure aggregation protocol as pure steps for both roles; no clock, file or socket.
 *
 * <p>Main path of a site: {@link org.fedval.crypto.secagg.SessionTerms} checks a proposal, {@link
 * org.fedval.crypto.secagg.AdvertisedClient} starts, and every step returns the next step's type up
 * to {@link org.fedval.crypto.secagg.SessionReceipt}. The coordinator starts at {@link
 * org.fedval.crypto.secagg.SecAggServer} and ends with a {@link
 * org.fedval.crypto.secagg.PooledVector}.
 *
 * <p>May import: the rest of {@code crypto}. Refuses: to let a site take another's word for a check
 * ({@link org.fedval.crypto.secagg.SimulatedClients} is for simulations only), rosters above 2000
 * sites, noise that does not keep a study's stated privacy, and to open anything that the certified
 * survivor set does not call for. The caller keeps the data-set ledger of package {@code slot} and
 * the privacy ledger of {@code dp} between sessions and persists before it sends.
 */
@NullMarked
package org.fedval.crypto.secagg;

import org.jspecify.annotations.NullMarked;
