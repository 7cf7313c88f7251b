package org.fedval.agent.study;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.agent.approval.ApprovalBook;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.journal.JournalCounts;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.journal.Quarantine;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.privacy.RhoLedgerFile;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.results.OwnStudies;
import org.fedval.agent.secagg.FrozenCases;
import org.fedval.agent.secagg.FrozenSlots;
import org.fedval.agent.secagg.SessionShelf;
import org.fedval.agent.secagg.SlotBook;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.slot.Differencing;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Everything that a site remembers between starts, opened from its home: sessions, frozen numbers
 * and cases, how each case of a study ended, what its own report is made of, the data-set and
 * privacy ledgers, the key of its cohort hashes, whether it is in quarantine, and what its people
 * decided.
 *
 * @param cohortKey the same for all cohort records of this site; never sent
 */
public record SiteState(
    SigningKey identity,
    SessionShelf shelf,
    FrozenSlots frozen,
    FrozenCases cases,
    CaseJournals journals,
    OwnStudies own,
    SlotBook slots,
    PrivacyLedger privacy,
    SecretBytes cohortKey,
    Quarantine quarantine,
    ApprovalBook approvals) {
  private static final int COHORT_KEY_BYTES = 32;

  /**
   * Opens the state; a new home starts with none.
   *
   * @param policy the site's own floor, in patients, and its privacy budget
   * @throws IOException with one sentence when a file was changed or sealed under another key
   */
  public static SiteState open(
      AgentHome home,
      Kek kek,
      StableStorage disk,
      SigningKey identity,
      VerifyingKey coordinatorKey,
      String siteId,
      ApprovalPolicy policy,
      SecureRandom random)
      throws IOException {
    Quarantine quarantine = new Quarantine(home.quarantineFile(), disk);
    FrozenSlots frozen = new FrozenSlots(home.frozen(), home.evidence(), kek, disk, random);
    JournalCounts counts = JournalCounts.open(home.sessions().resolve("counts"), kek, disk);
    SlotBook slots =
        SlotBook.open(
            home.ledgerFile(),
            kek,
            disk,
            new SlotRule(Differencing.DENY, policy.cellFloor()),
            counts);
    PrivacyLedger privacy =
        new PrivacyLedger(
            new RhoLedgerFile(home.privacyLedgerFile()), identity, siteId, policy.privacyBudget());
    SessionShelf shelf =
        new SessionShelf(
            home.sessions(),
            kek,
            disk,
            random,
            counts,
            new SessionShelf.Parts(identity, coordinatorKey, slots, frozen, privacy));
    return new SiteState(
        identity,
        shelf,
        frozen,
        new FrozenCases(home.frozen(), kek, disk),
        new CaseJournals(home.cases(), kek, disk, random),
        new OwnStudies(home.ownStudies(), kek, disk),
        slots,
        privacy,
        cohortKey(home, kek, disk, random),
        quarantine,
        ApprovalBook.open(home.approvalsFile(), kek, disk));
  }

  /** Takes open sessions up again; what cannot be taken up puts the agent into quarantine. */
  void resume() throws IOException {
    for (String sentence : shelf.resume().damage()) {
      quarantine.enter(sentence);
    }
  }

  private static SecretBytes cohortKey(
      AgentHome home, Kek kek, StableStorage disk, SecureRandom random) throws IOException {
    SealedFile file = new SealedFile(home.cohortKeyFile(), "cohort-key", COHORT_KEY_BYTES);
    Optional<byte[]> stored = file.read(kek);
    if (stored.isEmpty() && java.nio.file.Files.exists(home.ledgerFile())) {
      throw new JournalDamaged(
          "The key file "
              + home.cohortKeyFile()
              + " is missing, without which earlier cohorts cannot be compared; restore it from backup.");
    }
    SecretBytes key =
        stored.isPresent()
            ? SecretBytes.copyOf(stored.get())
            : SecretBytes.random(COHORT_KEY_BYTES, random);
    if (stored.isEmpty()) {
      byte[] bytes = key.open(InsecureSecretAccess.get());
      file.write(kek, disk, bytes);
      Arrays.fill(bytes, (byte) 0);
    } else {
      Arrays.fill(stored.get(), (byte) 0);
    }
    return key;
  }

  @Override
  public String toString() {
    return "SiteState[redacted]";
  }
}
