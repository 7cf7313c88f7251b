package org.fedval.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.sealed.SealedBundle;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.submission.StudyPackage;
import org.fedval.wire.submission.StudyPackageFile;
import org.jspecify.annotations.Nullable;

/**
 * A study sealed, derived and signed for one roster: what is sent, and nothing that opens the
 * model. Closing removes the sealed file, of which only copies stay.
 */
final class SignedStudy implements AutoCloseable {
  private final StudyPackage parts;
  private final Sha256Digest study;
  private final @Nullable Path sealedFile;

  private SignedStudy(StudyPackage parts, Sha256Digest study, @Nullable Path sealedFile) {
    this.parts = parts;
    this.study = study;
    this.sealedFile = sealedFile;
  }

  /**
   * Seals the bundle under a fresh key, derives and signs the StudyDefinition, and closes the key
   * to each site of the roster; the key itself is erased here and kept nowhere.
   *
   * @param bundleFile null for a feasibility study
   * @param owner the key that signed the bundle
   * @throws StudyPlanException so for a plan that needs a bundle, when there is none
   */
  static SignedStudy of(
      @Nullable Path bundleFile,
      byte[] planYaml,
      SigningKey owner,
      Instant expires,
      RosterKeys sites)
      throws BundleException, StudyPlanException, IOException {
    long end = expires.getEpochSecond();
    if (bundleFile == null) {
      StudyDefinition definition =
          LockedStudy.derive(planYaml, owner.verifyingKey(), sites.roster(), end).definition();
      return new SignedStudy(parts(planYaml, owner, definition, null), definition.hash(), null);
    }
    SecureRandom random = new SecureRandom();
    Path sealedFile = Files.createTempFile("fedval-", ".sealed");
    try (SealedBundle sealed = BundleSealer.seal(bundleFile, sealedFile, owner, end, random)) {
      StudyDefinition definition =
          LockedStudy.derive(planYaml, sealed.described(), sites.roster(), end).definition();
      StudyPackage.Model model =
          new StudyPackage.Model(
              sealed.manifest(),
              Octets.of(sealed.described().model().encode()),
              sealed.wraps(definition.hash(), sites.roster(), sites.keys(), owner, random));
      return new SignedStudy(
          parts(planYaml, owner, definition, model), definition.hash(), sealedFile);
    } catch (BundleException | StudyPlanException | IOException | RuntimeException e) {
      Files.deleteIfExists(sealedFile);
      throw e;
    }
  }

  private static StudyPackage parts(
      byte[] planYaml,
      SigningKey owner,
      StudyDefinition definition,
      StudyPackage.@Nullable Model model) {
    return new StudyPackage(
        SignedBody.signOutside(StudyDefinition.TYPE, definition.encode(), owner),
        Octets.of(planYaml),
        model);
  }

  StudyPackage parts() {
    return parts;
  }

  /** The study's digest. */
  Sha256Digest study() {
    return study;
  }

  /** The sealed bundle from its first byte; empty for a feasibility study. */
  Optional<InputStream> sealedFile() throws IOException {
    Path file = sealedFile;
    return file == null ? Optional.empty() : Optional.of(Files.newInputStream(file));
  }

  /** Writes the package. */
  void writeTo(OutputStream out) throws IOException {
    StudyPackageFile.writeHead(parts, out);
    Path file = sealedFile;
    if (file != null) {
      Files.copy(file, out);
    }
  }

  @Override
  public void close() throws IOException {
    Path file = sealedFile;
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
