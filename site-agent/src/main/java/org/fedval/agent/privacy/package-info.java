/**
 * What a site keeps for differential privacy: the ledger of what studies have cost its patients,
 * and which images of a patient count.
 *
 * <p>Main path: {@code PrivacyLedger} is asked when a study is offered, charged before a masked
 * vector leaves and refunded on an abort certificate; {@code PatientLimit} keeps c images a
 * patient.
 *
 * <p>Imports crypto, wire.files and agent.cohort. Refuses a charge over the operator's budget, a
 * ledger that this site did not sign, and noise drawn twice for one slot.
 */
@NullMarked
package org.fedval.agent.privacy;

import org.jspecify.annotations.NullMarked;
