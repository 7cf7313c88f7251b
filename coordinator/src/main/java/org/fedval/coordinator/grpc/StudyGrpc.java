package org.fedval.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.desk.Submission;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.study.StudyView;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.CancelStudyReply;
import org.fedval.proto.v1.CancelStudyRequest;
import org.fedval.proto.v1.GetReportReply;
import org.fedval.proto.v1.GetReportRequest;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.proto.v1.GetRosterRequest;
import org.fedval.proto.v1.GetStudyReply;
import org.fedval.proto.v1.GetStudyRequest;
import org.fedval.proto.v1.ListStudiesReply;
import org.fedval.proto.v1.ListStudiesRequest;
import org.fedval.proto.v1.Report;
import org.fedval.proto.v1.SiteStatus;
import org.fedval.proto.v1.StudyLocked;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.StudyStatus;
import org.fedval.proto.v1.SubmitStudyReply;
import org.fedval.proto.v1.SubmitStudyRequest;
import org.fedval.proto.v1.UploadReply;
import org.fedval.proto.v1.WatchStudyRequest;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.session.SignedBlobWire;
import org.jspecify.annotations.Nullable;

/** What vendors call. A study of another vendor's is answered as one that does not exist. */
public final class StudyGrpc extends StudyServiceGrpc.StudyServiceImplBase {
  private static final int MAX_PLAN_BYTES = 256 * 1024;

  private final StudyDesk desk;
  private final RosterBook rosters;
  private final BundleStore bundles;
  private final ReportRepository reports;
  private final VendorStudies own;

  public StudyGrpc(
      StudyDesk desk,
      RosterBook rosters,
      BundleStore bundles,
      ReportRepository reports,
      VendorStudies own) {
    this.own = own;
    this.desk = desk;
    this.rosters = rosters;
    this.bundles = bundles;
    this.reports = reports;
  }

  @Override
  public void getRoster(GetRosterRequest request, StreamObserver<GetRosterReply> reply) {
    GetRosterReply.Builder answer = GetRosterReply.newBuilder();
    Optional<SignedBody> roster = rosters.current();
    roster.ifPresentOrElse(
        r -> answer.setRoster(SignedBlobWire.ofCoordinator(r)).addAllSealKemKeys(sealKems(r)),
        () ->
            answer.setRefused(
                Refusals.of("NO_ROSTER", "No roster is published yet; ask the operator.")));
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public StreamObserver<BundleChunk> uploadBundle(StreamObserver<UploadReply> reply) {
    return new BundleReceiver(bundles, reply);
  }

  @Override
  public void submitStudy(SubmitStudyRequest request, StreamObserver<SubmitStudyReply> reply) {
    if (request.getPlanYaml().size() > MAX_PLAN_BYTES) {
      throw WireStatus.invalid("A plan has at most 256 KiB.");
    }
    if (request.getDescription().size() > ModelDescription.MAX_BYTES) {
      throw WireStatus.invalid("A description has at most 64 KiB.");
    }
    StudySubmission.Outcome outcome =
        desk.submit(
            new Submission(
                caller(),
                SignedBlobWire.fromProto(request.getDefinition()),
                Octets.of(request.getPlanYaml().toByteArray()),
                model(request)));
    SubmitStudyReply.Builder answer = SubmitStudyReply.newBuilder();
    if (outcome instanceof StudySubmission.Outcome.Locked locked) {
      answer.setLocked(
          StudyLocked.newBuilder().setStudy(ByteString.copyFrom(locked.study().digest())));
    } else if (outcome instanceof StudySubmission.Outcome.Refused refused) {
      answer.setRefused(Refusals.of(refused.code(), refused.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  /** Null when the request names no bundle. */
  private static Submission.@Nullable SealedModel model(SubmitStudyRequest request) {
    if (request.hasManifest()) {
      return new Submission.SealedModel(
          SignedBlobWire.fromProto(request.getManifest()),
          Octets.of(request.getDescription().toByteArray()),
          request.getWrapsList().stream().map(SignedBlobWire::fromProto).toList());
    }
    if (!request.getDescription().isEmpty() || request.getWrapsCount() > 0) {
      throw WireStatus.invalid("A study without a manifest has no description and no wraps.");
    }
    return null;
  }

  @Override
  public void watchStudy(WatchStudyRequest request, StreamObserver<StudyStatus> reply) {
    Sha256Digest study = SignedBlobWire.digest(request.getStudy());
    ServerCallStreamObserver<StudyStatus> stream = (ServerCallStreamObserver<StudyStatus>) reply;
    Consumer<StudyView> watcher =
        view -> {
          synchronized (stream) {
            if (!stream.isCancelled()) {
              stream.onNext(toProto(view));
              if (view.state().isFinal()) {
                stream.onCompleted();
              }
            }
          }
        };
    stream.setOnCancelHandler(() -> desk.unwatch(study, watcher));
    if (!isCallers(study) || !desk.watch(study, watcher)) {
      throw WireStatus.invalid("No such study.");
    }
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<GetReportReply> reply) {
    GetReportReply.Builder answer = GetReportReply.newBuilder();
    Optional.of(SignedBlobWire.digest(request.getStudy()))
        .filter(this::isCallers)
        .flatMap(study -> reports.find(study.toByteArray()))
        .ifPresentOrElse(
            r ->
                answer.setReport(
                    Report.newBuilder()
                        .setJson(ByteString.copyFrom(r.json()))
                        .setSig(ByteString.copyFrom(r.signature()))
                        .setHtml(ByteString.copyFrom(r.html()))),
            () ->
                answer.setRefused(Refusals.of("NO_REPORT", "This study has no published report.")));
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  private boolean isCallers(Sha256Digest study) {
    return own.owns(caller(), study);
  }

  @Override
  public void listStudies(ListStudiesRequest request, StreamObserver<ListStudiesReply> reply) {
    reply.onNext(own.list(caller(), request));
    reply.onCompleted();
  }

  @Override
  public void getStudy(GetStudyRequest request, StreamObserver<GetStudyReply> reply) {
    reply.onNext(own.get(caller(), request));
    reply.onCompleted();
  }

  @Override
  public void cancelStudy(CancelStudyRequest request, StreamObserver<CancelStudyReply> reply) {
    reply.onNext(own.cancel(caller(), request));
    reply.onCompleted();
  }

  private static String caller() {
    return CallerIdentityInterceptor.current().id();
  }

  private List<ByteString> sealKems(SignedBody roster) {
    return rosters.sealKemKeys(roster).stream()
        .map(key -> ByteString.copyFrom(key.toByteArray()))
        .toList();
  }

  private static StudyStatus toProto(StudyView view) {
    StudyStatus.Builder status =
        StudyStatus.newBuilder().setState(view.state().name()).setSentence(view.sentence());
    for (StudyView.SiteView site : view.sites()) {
      status.addSites(SiteStatus.newBuilder().setSiteId(site.siteId()).setPhase(site.phase()));
    }
    return status.build();
  }
}
