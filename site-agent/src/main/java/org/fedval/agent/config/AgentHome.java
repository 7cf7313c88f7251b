package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where one agent's files are. Folders are 0700, secrets 0600. */
public record AgentHome(Path root) {
  public AgentHome {
    root = root.toAbsolutePath().normalize();
  }

  /** Makes the folders that do not exist yet. */
  public void prepare() throws IOException {
    for (Path dir : new Path[] {root, keys(), state(), bundles(), trust()}) {
      Files.createDirectories(dir);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public Path configFile() {
    return root.resolve("agent.yaml");
  }

  public Path policyFile() {
    return root.resolve("policy.yaml");
  }

  /** Put here by the site's operator, removed once burnt. */
  public Path tokenFile() {
    return root.resolve("enrolment.token");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path identityKeyFile() {
    return keys().resolve("identity.pem");
  }

  public Path sealKeyFile() {
    return keys().resolve("seal.key");
  }

  public Path tlsKeyFile() {
    return keys().resolve("tls.pem");
  }

  public Path tlsChainFile() {
    return keys().resolve("tls-chain.pem");
  }

  public Path tlsTrustFile() {
    return keys().resolve("tls-trust.pem");
  }

  public Path state() {
    return root.resolve("state");
  }

  /** The coordinator's address and key as pinned at enrolment. */
  public Path coordinatorFile() {
    return state().resolve("coordinator.yaml");
  }

  public Path bundles() {
    return state().resolve("bundles");
  }

  /** What a cohort pass found of the site's own data, one file a study; never sent. */
  public Path dataQuality() {
    return state().resolve("data-quality");
  }

  /** What computed a study's scores here, one file a study; never sent. */
  public Path inferenceRecords() {
    return state().resolve("inference");
  }

  /** What this site said and heard, as a hash chain, one line an entry. */
  public Path auditLog() {
    return state().resolve("audit.log");
  }

  /** How far this site, as a witness, has followed the coordinator's log. */
  public Path logWitness() {
    return state().resolve("log-witness");
  }

  /** Checkpoints that this site refused to cosign: evidence against the coordinator. */
  public Path refusedCheckpoints() {
    return state().resolve("refused-checkpoints");
  }

  /** Encrypted records of open sessions, hashes of ended ones. */
  public Path sessions() {
    return state().resolve("sessions");
  }

  /** Encrypted numbers of every slot that this site takes part in. */
  public Path frozen() {
    return state().resolve("frozen");
  }

  /** Encrypted: how each case of a study ended, one file a study. */
  public Path cases() {
    return state().resolve("cases");
  }

  /** Encrypted: plan and counted cases of each study, for this hospital's own report. */
  public Path ownStudies() {
    return state().resolve("own");
  }

  /** The address of the status page with its token, while the agent serves one. */
  public Path statusPageFile() {
    return state().resolve("status-page.url");
  }

  /** Encrypted salts of the signed commitments, for an audit. */
  public Path evidence() {
    return state().resolve("evidence");
  }

  /** Encrypted: which sessions and studies used which cohorts. */
  public Path ledgerFile() {
    return state().resolve("data-sets");
  }

  /** Encrypted key under which patients and images are hashed for the ledger; never sent. */
  public Path cohortKeyFile() {
    return keys().resolve("cohort.key");
  }

  /** Exists while the agent takes no step until the operator decided. */
  public Path quarantineFile() {
    return state().resolve("quarantine");
  }

  /** What the operator decided against the agent's rules, one line each. */
  public Path decisionsFile() {
    return state().resolve("decisions.log");
  }

  /** What studies with differential privacy have cost this site's patients; signed. */
  public Path privacyLedgerFile() {
    return state().resolve("privacy").resolve("rho-ledger");
  }

  /** The key that decides which images of a patient count under differential privacy. */
  public Path imageOrderKeyFile() {
    return state().resolve("privacy").resolve("image-order.key");
  }

  public Path trust() {
    return root.resolve("trust");
  }

  /** Hashes of the roster versions that the operator approved, one hex line each. */
  public Path approvedRostersFile() {
    return trust().resolve("approved-rosters");
  }

  /** Fingerprints that the operator compared out of band, one a line. */
  public Path fingerprintsFile() {
    return trust().resolve("fingerprints");
  }

  /** The highest roster version that the operator approved, and its hash. */
  public Path highestVersionFile() {
    return trust().resolve("highest-version");
  }

  /** Public keys of the endorsing offices that the operator pinned, one hex line each. */
  public Path endorsersFile() {
    return trust().resolve("endorsers");
  }

  /** What the coordinator published: rosters and endorsements. */
  public Path rosters() {
    return state().resolve("rosters");
  }

  /** Changes of members' identity keys. */
  public Path rotations() {
    return state().resolve("rotations");
  }

  /** Digests of the studies that the operator withdrew from, one hex line each. */
  public Path withdrawnFile() {
    return state().resolve("withdrawn");
  }

  /** Encrypted: the studies that were offered, and what the site's people decided. */
  public Path approvalsFile() {
    return state().resolve("approvals");
  }

  /** Every message that left, as a hash chain, one line each. */
  public Path receiptsFile() {
    return root.resolve("receipts").resolve("receipts.log");
  }

  /** A new identity key until the coordinator has taken it. */
  public Path nextIdentityKeyFile() {
    return keys().resolve("identity-next.pem");
  }

  public Path adminSocket() {
    return root.resolve("admin.sock");
  }
}
