package org.fedval.cli.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.submission.PackageException;
import org.fedval.wire.submission.RosterFile;
import org.jspecify.annotations.Nullable;

/** Writes a signed study into a file that somebody else may carry to the coordinator. */
public final class StudyPacker {
  private final RosterKeys sites;

  private StudyPacker(RosterKeys sites) {
    this.sites = sites;
  }

  /** For the roster that is current at the coordinator. */
  public static StudyPacker of(VendorClient client, @Nullable Sha256Digest rosterHash)
      throws RefusedException {
    return new StudyPacker(client.rosterKeys(rosterHash));
  }

  /**
   * For the roster of a downloaded file.
   *
   * @param rosterHash the roster that it must be, or null
   */
  public static StudyPacker of(byte[] rosterFile, @Nullable Sha256Digest rosterHash)
      throws RefusedException {
    try {
      RosterKeys sites = RosterKeys.of(RosterFile.decode(rosterFile));
      sites.require(rosterHash);
      return new StudyPacker(sites);
    } catch (PackageException e) {
      throw new RefusedException(e.sentence());
    }
  }

  /** The roster that the study is signed for. */
  public Sha256Digest roster() {
    return sites.roster().hash();
  }

  /** Its sites' identity keys, in roster order. */
  public List<VerifyingKey> sites() {
    return sites.roster().members().stream().map(Roster.Member::identity).toList();
  }

  /**
   * Seals, signs and writes.
   *
   * @param bundle null for a feasibility study
   * @return the study's digest
   */
  public Sha256Digest pack(
      @Nullable Path bundle, byte[] planYaml, SigningKey owner, Instant expires, Path target)
      throws BundleException, StudyPlanException, IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (SignedStudy signed = SignedStudy.of(bundle, planYaml, owner, expires, sites)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        signed.writeTo(out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return signed.study();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
