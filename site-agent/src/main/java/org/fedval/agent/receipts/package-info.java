/**
 * What left this hospital: {@code ReceiptLog} writes an {@code EgressReceipt} for every message
 * before it is handed to the network. May import: the chained files of the audit. Refuses contents:
 * type, size and hash only.
 */
@NullMarked
package org.fedval.agent.receipts;

import org.jspecify.annotations.NullMarked;
