package org.fedval.cli.client;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.proto.v1.GetReportReply;
import org.fedval.proto.v1.GetReportRequest;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.proto.v1.GetRosterRequest;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.StudyStatus;
import org.fedval.proto.v1.SubmitStudyReply;
import org.fedval.proto.v1.SubmitStudyRequest;
import org.fedval.proto.v1.WatchStudyRequest;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.submission.PackageException;
import org.fedval.wire.submission.StudyPackage;
import org.fedval.wire.submission.StudyPackageFile;
import org.jspecify.annotations.Nullable;

/** What a vendor asks. */
public final class VendorClient implements AutoCloseable {
  private static final long CALL_SECONDS = 30;
  private static final int WRAPS_SECONDS = 120;

  private final ManagedChannel channel;

  public VendorClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /** A study's state as people see it. */
  public record Status(String state, String sentence, List<SitePhase> sites) {
    /** One site's phase in words. */
    public record SitePhase(String siteId, String phase) {}
  }

  /** A report's two forms, and the coordinator's signature of the exact bytes of the first. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Report(byte[] json, byte[] signature, byte[] html) {}

  /**
   * As {@link #submit(Path, byte[], SigningKey, Instant, Sha256Digest)} over whatever roster is
   * current.
   */
  public Sha256Digest submit(Path bundleFile, byte[] planYaml, SigningKey owner, Instant expires)
      throws RefusedException, BundleException, StudyPlanException, IOException {
    return submit(bundleFile, planYaml, owner, expires, null);
  }

  /**
   * Seals the bundle under a fresh key, derives and signs the StudyDefinition, closes the key to
   * each site of the roster, and submits. The coordinator gets the sealed file, what is public
   * about the model and the closed keys; the key itself is erased here and kept nowhere.
   *
   * @param owner the key that signed the bundle
   * @param rosterHash the roster that must be current, or null: its keys decide who can open the
   *     model
   * @return the study's digest
   */
  public Sha256Digest submit(
      Path bundleFile,
      byte[] planYaml,
      SigningKey owner,
      Instant expires,
      @Nullable Sha256Digest rosterHash)
      throws RefusedException, BundleException, StudyPlanException, IOException {
    return submit(SignedStudy.of(bundleFile, planYaml, owner, expires, rosterKeys(rosterHash)));
  }

  /**
   * Derives, signs and submits a feasibility study, which has no bundle.
   *
   * @param owner whom the sites' policies must approve
   * @param rosterHash the roster that must be current, or null
   * @return the study's digest
   * @throws StudyPlanException so for a plan that needs a bundle
   */
  public Sha256Digest submit(
      byte[] planYaml, SigningKey owner, Instant expires, @Nullable Sha256Digest rosterHash)
      throws RefusedException, BundleException, StudyPlanException, IOException {
    return submit(SignedStudy.of(null, planYaml, owner, expires, rosterKeys(rosterHash)));
  }

  private Sha256Digest submit(SignedStudy study) throws RefusedException, IOException {
    try (study) {
      Optional<InputStream> sealed = study.sealedFile();
      if (sealed.isPresent()) {
        try (InputStream in = sealed.get()) {
          upload(study.parts(), in);
        }
      }
      return submit(study.parts().toProto());
    }
  }

  /**
   * Submits what {@link StudyPacker} wrote.
   *
   * @return the study's digest
   */
  public Sha256Digest submit(Path packed) throws RefusedException, IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(packed))) {
      StudyPackage signed = StudyPackageFile.readHead(in);
      upload(signed, in);
      return submit(signed.toProto());
    } catch (PackageException e) {
      throw new RefusedException(packed + ": " + e.sentence());
    }
  }

  /** Sends the sealed bundle, if the study has one. */
  private void upload(StudyPackage signed, InputStream sealed)
      throws RefusedException, IOException {
    StudyPackage.Model model = signed.model();
    if (model != null) {
      try {
        BundleUpload.send(channel, sealed, model.sealedFile());
      } catch (PackageException e) {
        throw new RefusedException(e.sentence());
      }
    }
  }

  private Sha256Digest submit(SubmitStudyRequest request) throws RefusedException {
    try {
      SubmitStudyReply reply = stub(WRAPS_SECONDS).submitStudy(request);
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return SignedBlobWire.digest(reply.getLocked().getStudy());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** The current roster. */
  public Roster roster() throws RefusedException {
    return rosterKeys().roster();
  }

  RosterKeys rosterKeys(@Nullable Sha256Digest expected) throws RefusedException {
    RosterKeys sites = rosterKeys();
    sites.require(expected);
    return sites;
  }

  private RosterKeys rosterKeys() throws RefusedException {
    try {
      GetRosterReply reply = stub(CALL_SECONDS).getRoster(GetRosterRequest.getDefaultInstance());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return RosterKeys.of(reply);
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Tells every state until the last; returns the last. */
  public Status watch(Sha256Digest study, Consumer<Status> onChange) throws RefusedException {
    try {
      Status last = null;
      var states =
          StudyServiceGrpc.newBlockingStub(channel)
              .watchStudy(
                  WatchStudyRequest.newBuilder().setStudy(SignedBlobWire.bytes(study)).build());
      while (states.hasNext()) {
        last = status(states.next());
        onChange.accept(last);
      }
      if (last == null) {
        throw new RefusedException("The coordinator told nothing about this study.");
      }
      return last;
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** The published report. */
  public Report report(Sha256Digest study) throws RefusedException {
    try {
      GetReportReply reply =
          stub(CALL_SECONDS)
              .getReport(
                  GetReportRequest.newBuilder().setStudy(SignedBlobWire.bytes(study)).build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return new Report(
          reply.getReport().getJson().toByteArray(),
          reply.getReport().getSig().toByteArray(),
          reply.getReport().getHtml().toByteArray());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  private static Status status(StudyStatus proto) {
    return new Status(
        proto.getState(),
        proto.getSentence(),
        proto.getSitesList().stream()
            .map(s -> new Status.SitePhase(s.getSiteId(), s.getPhase()))
            .toList());
  }

  private StudyServiceGrpc.StudyServiceBlockingStub stub(long seconds) {
    return StudyServiceGrpc.newBlockingStub(channel).withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
