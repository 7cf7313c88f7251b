package org.fedval.crypto.secagg;

import java.util.Set;
import java.util.TreeSet;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.fedval.crypto.secret.SecretBytes;

/** A site with its ledger between sessions: it takes a step only if the slot rule lets it. */
final class RuledSite {
  static final SecretBytes COHORT_KEY = SecretBytes.copyOf(new byte[32]);

  private static final java.util.Map<Integer, CohortRecord> DEFAULT =
      new java.util.concurrent.ConcurrentHashMap<>();

  final int index;
  SlotRule rule = SlotRule.defaults();
  DataSetLedger ledger = DataSetLedger.empty();
  CohortRecord cohort;

  RuledSite(int index) {
    this.index = index;
    this.cohort = DEFAULT.computeIfAbsent(index, i -> cohort("site" + i, 40, 40));
  }

  /** Patients 0 to count-1 with one image each; labels from {@code relabelled} on are 1. */
  static CohortRecord cohort(String prefix, int count, int relabelled) {
    CohortRecord.Builder builder = CohortRecord.keyedWith(COHORT_KEY);
    for (int p = 0; p < count; p++) {
      builder.add(
          prefix + "-p" + p, prefix + "-i" + p, new byte[] {(byte) (p < relabelled ? 0 : 1)});
    }
    return builder.build();
  }

  Attempt attempt(SessionTerms terms) {
    return Attempt.of(terms, cohort);
  }

  AdvertisedClient advertise(TestFederation federation, SessionTerms terms) {
    rule.mayAdvertise(ledger, attempt(terms));
    return federation.client(index, terms);
  }

  SharedClient share(SessionTerms terms, AdvertisedClient client, SharePhase phase) {
    rule.mayShare(ledger, attempt(terms), terms.identities(phase.advertiseBodies().keySet()));
    return client.shareKeys(phase.advertiseSet(), phase.advertiseBodies());
  }

  MaskedClient mask(
      SessionTerms terms,
      SharedClient client,
      MaskPhase phase,
      FrozenVector vector,
      Set<Integer> u1) {
    rule.mayMask(ledger, attempt(terms), terms.identities(u1));
    MaskedClient masked = client.mask(phase.shareDelivery(), phase.dealtTo(index), vector);
    ledger = rule.onMask(ledger, attempt(terms), terms.identities(u1));
    return masked;
  }

  VotedClient vote(SessionTerms terms, MaskedClient client, VotePhase phase) {
    rule.mayVote(ledger, attempt(terms), terms.identities(new TreeSet<>(phase.survivors())));
    return client.vote(phase.survivorSet());
  }

  void committed(CertifiedCommit commit) {
    ledger = rule.onCommit(ledger, commit);
  }

  void aborted(CertifiedAbort abort) {
    ledger = rule.onAbort(ledger, abort);
  }
}
