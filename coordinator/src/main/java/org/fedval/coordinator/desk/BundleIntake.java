package org.fedval.coordinator.desk;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.sealed.DescribedBundle;

/**
 * Checks everything of a submitted bundle that can be checked without its key: signatures, that the
 * uploaded file can be the one of the manifest, and that each site of the roster has its wrap.
 * Whether a wrap opens is for its site to find out.
 */
final class BundleIntake {
  private final BundleStore bundles;

  BundleIntake(BundleStore bundles) {
    this.bundles = bundles;
  }

  /** Why a bundle is not taken, for the vendor. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Refused(String code, String sentence) {
      super(sentence);
      this.code = code;
    }

    String code() {
      return code;
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /** The public half, when owner, file and dates are right. */
  DescribedBundle described(Submission.SealedModel submission, StudyDefinition definition)
      throws Refused {
    try {
      BundleManifest manifest = BundleManifest.signedBy(submission.manifest(), definition.owner());
      if (!bundles.has(manifest.ciphertextHash())) {
        throw new Refused("NO_BUNDLE", "The bundle is not here; upload it first.");
      }
      manifest.requireLength(bundles.size(manifest.ciphertextHash()));
      manifest.requireHeader(
          SealedHeader.decode(bundles.start(manifest.ciphertextHash(), SealedHeader.BYTES)));
      if (manifest.expires() < definition.expires()) {
        throw new Refused("EXPIRED", "The bundle expires before the study; seal it for longer.");
      }
      return DescribedBundle.of(manifest, submission.description().toByteArray());
    } catch (MalformedBody e) {
      throw new Refused("MALFORMED", "The bundle's manifest is malformed.");
    } catch (BundleRefused e) {
      throw new Refused(
          e.reason() == BundleRefused.Reason.BAD_SIGNATURE ? "SIGNATURE" : "REFUSED",
          String.valueOf(e.getMessage()));
    } catch (BundleException e) {
      throw new Refused("REFUSED", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Refused("STORAGE", "The bundle cannot be read now; try again.");
    }
  }

  /** The wraps by site id, when there is exactly one for each member of the roster. */
  Map<String, SignedBody> wraps(
      Submission.SealedModel submission,
      BundleManifest manifest,
      StudyDefinition definition,
      Roster roster)
      throws Refused {
    if (submission.wraps().size() != roster.size()) {
      throw wrongWraps();
    }
    VerifyingKey owner = definition.owner();
    Map<String, SignedBody> wraps = new TreeMap<>();
    for (int site = 0; site < roster.size(); site++) {
      SignedBody signed = submission.wraps().get(site);
      String siteId = roster.members().get(site).siteId();
      if (!signed.isSignedOutsideBy(owner, ModelWrap.TYPE)
          || !isFor(signed, manifest, definition, siteId)) {
        throw wrongWraps();
      }
      wraps.put(siteId, signed);
    }
    return wraps;
  }

  private static boolean isFor(
      SignedBody signed, BundleManifest manifest, StudyDefinition definition, String siteId) {
    try {
      ModelWrap wrap = ModelWrap.decode(signed.body());
      return wrap.studyHash().equals(definition.hash())
          && wrap.bundleId().equals(manifest.bundleId())
          && wrap.siteId().equals(siteId);
    } catch (MalformedBody e) {
      return false;
    }
  }

  private static Refused wrongWraps() {
    return new Refused(
        "WRAPS",
        "The bundle's key must be wrapped once for each site of the current roster, signed by the"
            + " model's owner; fetch the roster and submit again.");
  }
}
