package org.fedval.wire.submission;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.proto.v1.SubmitStudyRequest;
import org.fedval.wire.session.SignedBlobWire;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor hands in beside the sealed bundle. Nothing of it is checked yet.
 *
 * @param definition StudyDefinition body signed by the study's owner
 * @param planYaml the exact bytes of the plan, at most 256 KiB
 * @param model null for a study that runs no model
 */
public record StudyPackage(SignedBody definition, Octets planYaml, @Nullable Model model) {
  private static final int MAX_PLAN_BYTES = 256 * 1024;
  private static final int MAX_DESCRIPTION_BYTES = 64 * 1024;

  /**
   * What belongs to the sealed bundle.
   *
   * @param manifest BundleManifest body signed by the model's owner
   * @param description the exact bytes that the manifest names, at most 64 KiB
   * @param wraps ModelWrap bodies signed by the model's owner, one a site, in roster order
   */
  public record Model(SignedBody manifest, Octets description, List<SignedBody> wraps) {
    public Model {
      wraps = List.copyOf(wraps);
    }

    /**
     * SHA-256 of the sealed file that the manifest names.
     *
     * @throws PackageException when the manifest is malformed
     */
    public Sha256Digest sealedFile() throws PackageException {
      try {
        return BundleManifest.decode(manifest.body()).ciphertextHash();
      } catch (MalformedBody e) {
        throw new PackageException("MALFORMED", "The bundle's manifest is malformed.");
      }
    }
  }

  /**
   * The study's digest.
   *
   * @throws PackageException when the definition is malformed
   */
  public Sha256Digest study() throws PackageException {
    try {
      return StudyDefinition.decode(definition.body()).hash();
    } catch (MalformedBody e) {
      throw new PackageException("MALFORMED", "The study definition is malformed.");
    }
  }

  /** As a call of the vendor's service. */
  public SubmitStudyRequest toProto() {
    SubmitStudyRequest.Builder request =
        SubmitStudyRequest.newBuilder()
            .setDefinition(SignedBlobWire.outside(definition))
            .setPlanYaml(bytes(planYaml));
    Model bundle = model;
    if (bundle != null) {
      request
          .setManifest(SignedBlobWire.outside(bundle.manifest()))
          .setDescription(bytes(bundle.description()))
          .addAllWraps(bundle.wraps().stream().map(SignedBlobWire::outside).toList());
    }
    return request.build();
  }

  /** Reads a call. */
  static StudyPackage fromProto(SubmitStudyRequest request) throws PackageException {
    if (request.getPlanYaml().size() > MAX_PLAN_BYTES
        || request.getDescription().size() > MAX_DESCRIPTION_BYTES) {
      throw new PackageException(
          "TOO_LARGE", "A plan has at most 256 KiB, the description of a bundle 64 KiB.");
    }
    if (!request.hasManifest()
        && (!request.getDescription().isEmpty() || request.getWrapsCount() > 0)) {
      throw new PackageException(
          "MALFORMED", "A study without a manifest has no description and no wraps.");
    }
    try {
      return new StudyPackage(
          SignedBlobWire.fromProto(request.getDefinition()),
          octets(request.getPlanYaml()),
          request.hasManifest()
              ? new Model(
                  SignedBlobWire.fromProto(request.getManifest()),
                  octets(request.getDescription()),
                  request.getWrapsList().stream().map(SignedBlobWire::fromProto).toList())
              : null);
    } catch (StatusRuntimeException e) {
      throw new PackageException("MALFORMED", "The signed parts of the package are malformed.");
    }
  }

  private static ByteString bytes(Octets octets) {
    return ByteString.copyFrom(octets.toByteArray());
  }

  private static Octets octets(ByteString bytes) {
    return Octets.of(bytes.toByteArray());
  }
}
