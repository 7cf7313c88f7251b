package org.fedval.coordinator.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.wire.submission.PackageException;
import org.fedval.wire.submission.StudyPackage;
import org.fedval.wire.submission.StudyPackageFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes a signed study as one stream: its sealed bundle goes to the store piece by piece, the rest
 * to whoever locks studies. What was stored for a study that is refused is removed.
 */
public final class PackageIntake {
  private static final int PIECE_BYTES = 256 * 1024;

  private final BundleStore bundles;

  public PackageIntake(BundleStore bundles) {
    this.bundles = bundles;
  }

  /**
   * Reads a package and submits it.
   *
   * @param in at the package's first byte
   * @param party the vendor that the visitor acts for
   * @param submit locks a study or says why not
   * @throws IOException when {@code in} cannot be read
   */
  public StudySubmission.Outcome take(
      InputStream in, String party, Function<Submission, StudySubmission.Outcome> submit)
      throws IOException {
    Sha256Digest added = null;
    boolean taken = false;
    try {
      StudyPackage signed = StudyPackageFile.readHead(in);
      StudyPackage.Model model = signed.model();
      if (model != null) {
        added = store(model.sealedFile(), in);
      }
      StudySubmission.Outcome outcome = submit.apply(submission(signed, party));
      taken = outcome instanceof StudySubmission.Outcome.Locked;
      return outcome;
    } catch (PackageException e) {
      return new StudySubmission.Outcome.Refused(e.code(), e.sentence());
    } catch (BundleIntake.Refused e) {
      return new StudySubmission.Outcome.Refused(e.code(), e.sentence());
    } finally {
      if (added != null && !taken) {
        bundles.remove(added);
      }
    }
  }

  /** Null when the bundle is here already. */
  private @Nullable Sha256Digest store(Sha256Digest announced, InputStream in)
      throws BundleIntake.Refused, IOException {
    if (bundles.has(announced)) {
      return null;
    }
    byte[] piece = in.readNBytes(PIECE_BYTES);
    if (!SealedHeader.isStartOfBundle(piece)) {
      throw new BundleIntake.Refused("NOT_SEALED", BundleUploads.NOT_SEALED);
    }
    try (BundleStore.Upload upload = bundles.begin(announced)) {
      for (; piece.length > 0; piece = in.readNBytes(PIECE_BYTES)) {
        if (!upload.append(piece)) {
          throw new BundleIntake.Refused("TOO_LARGE", BundleUploads.TOO_LARGE);
        }
      }
      if (!upload.finish()) {
        throw new BundleIntake.Refused("DIGEST", BundleUploads.OTHER_DIGEST);
      }
    }
    return announced;
  }

  private static Submission submission(StudyPackage signed, String party) {
    StudyPackage.Model model = signed.model();
    return new Submission(
        party,
        signed.definition(),
        signed.planYaml(),
        model == null
            ? null
            : new Submission.SealedModel(model.manifest(), model.description(), model.wraps()));
  }
}
