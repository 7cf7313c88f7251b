package org.fedval.agent.privacy;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.fedval.crypto.dp.BudgetRefused;
import org.fedval.crypto.dp.RhoLedger;
import org.fedval.crypto.dp.SlotCharge;
import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.StudyDefinition;

/**
 * What all studies with differential privacy have cost the patients of this site, against the
 * operator's budget. One ledger covers all data that the agent can reach: a ledger for each list of
 * images would give whoever adds one image a fresh budget. Signed by the site, on the disk before a
 * method returns. Thread-safe.
 */
public final class PrivacyLedger {
  private static final String TYPE = "StoredRhoLedger";
  private static final int MAX_BODY = 16 << 20;

  private final RhoLedgerFile file;
  private final SigningKey identity;
  private final Sha256Digest dataset;
  private final double budgetEpsilon;

  /**
   * @param siteId names the site's data, whatever lies in it today
   * @param budgetEpsilon the operator's budget at delta 1e-6; 0 lets no study with privacy run
   */
  public PrivacyLedger(
      RhoLedgerFile file, SigningKey identity, String siteId, double budgetEpsilon) {
    this.file = file;
    this.identity = identity;
    this.dataset = FvcWriter.labelled("SiteData").text(siteId).hash();
    this.budgetEpsilon = budgetEpsilon;
  }

  /**
   * Before a study is taken up; throws {@link PrivacyRefused} when no slot of it could be charged.
   * A study without privacy, or one that is charged already, is none of the ledger's business.
   */
  public synchronized void requireRoom(StudyDefinition study) {
    if (!study.privacy().on()) {
      return;
    }
    RhoLedger ledger = load();
    boolean charged =
        ledger.slots().stream().anyMatch(s -> s.studyHash().equals(study.hash()) && s.spent() > 0);
    if (!charged && cost(study.privacy()) > ledger.left()) {
      throw overBudget(study.privacy(), ledger);
    }
  }

  /**
   * Charges a slot before its masked vector leaves: once, whatever number of sessions it takes.
   * Throws {@link PrivacyRefused} over budget, or when the slot was frozen with other noise before.
   */
  public synchronized void charge(SessionTerms terms, FrozenVector vector) {
    if (terms.study().privacy().on()) {
      save(charged(terms, vector));
    }
  }

  /** Before a vector is masked; throws what {@link #charge} would throw, and writes nothing. */
  public synchronized void requireRoom(SessionTerms terms, FrozenVector vector) {
    if (terms.study().privacy().on()) {
      var unused = charged(terms, vector);
    }
  }

  private RhoLedger charged(SessionTerms terms, FrozenVector vector) {
    StudyDefinition study = terms.study();
    String slot = terms.proposal().slot();
    RhoLedger ledger = load();
    try {
      return ledger.masked(
          study.hash(),
          slot,
          terms.sid(),
          vector.commitment(study.hash(), slot),
          cost(study.privacy()));
    } catch (BudgetRefused e) {
      throw e.reason() == BudgetRefused.Reason.OVER_BUDGET
          ? overBudget(study.privacy(), ledger)
          : new PrivacyRefused(String.valueOf(e.getMessage()));
    }
  }

  /** Gives a charge back: the certificate proves that nothing of the session can be opened. */
  public synchronized void refund(CertifiedAbort abort) {
    RhoLedger ledger = load();
    for (SlotCharge charge : ledger.slots()) {
      if (charge.open().contains(abort.sid())) {
        save(ledger.aborted(charge.studyHash(), charge.slot(), abort.sid()));
        return;
      }
    }
  }

  /** Millionths of rho spent so far. */
  public synchronized long spent() {
    return load().spent();
  }

  private RhoLedger load() {
    long budget = ZeroConcentrated.microRho(budgetEpsilon, ZeroConcentrated.DEFAULT_DELTA);
    try {
      Optional<byte[]> stored = file.load();
      if (stored.isEmpty()) {
        return RhoLedger.open(dataset, budget);
      }
      FvcReader in = FvcReader.open(stored.get(), TYPE);
      byte[] body = in.vec(MAX_BODY);
      Octets signature = Octets.of(in.vec(MAX_BODY));
      in.end();
      RhoLedger ledger = RhoLedger.verified(body, signature, identity.verifyingKey());
      if (!ledger.dataset().equals(dataset)) {
        throw new MalformedBody("The privacy ledger is of another site.");
      }
      return new RhoLedger(dataset, budget, ledger.slots());
    } catch (IOException | MalformedBody e) {
      throw new PrivacyRefused(
          "The privacy ledger "
              + file.path()
              + " cannot be read or was changed; restore it from backup. Until then no study with"
              + " differential privacy runs here.");
    }
  }

  private void save(RhoLedger ledger) {
    byte[] bytes =
        FvcWriter.labelled(TYPE)
            .vec(ledger.encode())
            .vec(ledger.sign(identity).toByteArray())
            .toByteArray();
    try {
      file.save(bytes);
    } catch (IOException e) {
      throw new PrivacyRefused(
          "The privacy ledger " + file.path() + " cannot be written; nothing was sent.");
    }
  }

  private static long cost(PrivacyTerms privacy) {
    return Math.addExact(privacy.rhoGate(), privacy.rhoMetric());
  }

  private PrivacyRefused overBudget(PrivacyTerms privacy, RhoLedger ledger) {
    if (budgetEpsilon == 0) {
      return new PrivacyRefused(
          "The study asks for differential privacy, and policy.yaml sets no"
              + " privacy_epsilon_budget; set one to let it run.");
    }
    return new PrivacyRefused(
        String.format(
            Locale.ROOT,
            "The study costs a privacy loss of %.6f rho, and %.6f is left of the %.6f that"
                + " privacy_epsilon_budget: %s in policy.yaml allows; raise it or deny the study.",
            cost(privacy) / 1e6,
            Math.max(0, ledger.left()) / 1e6,
            ledger.budget() / 1e6,
            budgetEpsilon));
  }
}
