package org.fedval.agent.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.WrongBundleException;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.sealed.SealedFile;
import org.fedval.wire.session.WrapOutcome;

/**
 * Brings a study's model from the coordinator into memory. On disk there is ciphertext only; the
 * file key lives from the unwrapping to the last segment.
 */
final class ModelVault {
  private final AgentHome home;
  private final String siteId;
  private final SealKeyPair seal;
  private final VerifyingKey coordinatorKey;

  ModelVault(AgentHome home, String siteId, SealKeyPair seal, VerifyingKey coordinatorKey) {
    this.home = home;
    this.siteId = siteId;
    this.seal = seal;
    this.coordinatorKey = coordinatorKey;
  }

  /** Downloads what is not here yet, gets the key and opens the bundle; nothing runs yet. */
  LockedBundle open(CheckedOffer offer, CoordinatorClient coordinator)
      throws Denial, IOException, InterruptedException {
    BundleManifest manifest = offer.requiredBundle().manifest();
    Path file = file(manifest);
    try {
      if (!Files.exists(file)) {
        coordinator.fetchBundle(
            manifest.ciphertextHash(), SealedHeader.sealedLength(manifest.plainLength()), file);
      }
      requireIntact(file, manifest);
      return open(file, offer, wrap(offer, coordinator));
    } catch (WrongBundleException e) {
      throw new Denial(Denial.Code.BUNDLE, String.valueOf(e.getMessage()));
    } catch (BundleRefused e) {
      throw denial(e);
    } catch (MalformedBody e) {
      throw new Denial(Denial.Code.MODEL_KEY, "The model's key wrap is malformed.");
    } catch (BundleException e) {
      throw new Denial(Denial.Code.BUNDLE, String.valueOf(e.getMessage()));
    }
  }

  /** Removes the ciphertext, once the model is no longer needed. */
  void remove(CheckedOffer offer) throws IOException {
    Files.deleteIfExists(file(offer.requiredBundle().manifest()));
  }

  private Path file(BundleManifest manifest) {
    return home.bundles().resolve(manifest.ciphertextHash().hex() + ".sealed");
  }

  /** A file that is not the manifest's goes, so that the next offer fetches it again. */
  private static void requireIntact(Path file, BundleManifest manifest) throws IOException {
    try {
      SealedFile.require(file, manifest);
    } catch (BundleRefused e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private ModelWrap wrap(CheckedOffer offer, CoordinatorClient coordinator)
      throws Denial, InterruptedException {
    WrapOutcome outcome = coordinator.fetchWrap(offer.definition().hash());
    if (outcome instanceof WrapOutcome.Withheld withheld) {
      throw new Denial(
          Denial.Code.MODEL_KEY,
          "The coordinator gave no key for the model: " + withheld.sentence());
    }
    SignedBody signed = ((WrapOutcome.Released) outcome).wrap();
    return ModelWrap.verified(signed, offer.definition().owner(), coordinatorKey);
  }

  private LockedBundle open(Path file, CheckedOffer offer, ModelWrap wrap)
      throws Denial, BundleException, IOException {
    BundleManifest manifest = offer.requiredBundle().manifest();
    SecretBytes fileKey = seal.open(KeyWrap.of(offer.definition().hash(), manifest, siteId), wrap);
    try {
      LockedBundle bundle = SealedFile.open(file, manifest, fileKey);
      if (!ModelDescription.of(bundle).equals(offer.requiredBundle().model())) {
        throw new Denial(
            Denial.Code.BUNDLE, "The model is not what its owner told the coordinator about it.");
      }
      return bundle;
    } finally {
      fileKey.erase();
    }
  }

  private static Denial denial(BundleRefused e) {
    switch (e.reason()) {
      case WRONG_KEY:
      case BAD_SIGNATURE:
      case WRONG_STUDY:
      case WRONG_BUNDLE:
      case WRONG_SITE:
      case WRAP_DOES_NOT_OPEN:
        return new Denial(Denial.Code.MODEL_KEY, String.valueOf(e.getMessage()));
      default:
        return new Denial(Denial.Code.BUNDLE, String.valueOf(e.getMessage()));
    }
  }
}
