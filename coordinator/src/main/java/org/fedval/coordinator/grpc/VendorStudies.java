package org.fedval.coordinator.grpc;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.desk.CancelOutcome;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudyDetail;
import org.fedval.coordinator.desk.StudyEntry;
import org.fedval.coordinator.desk.StudyPage;
import org.fedval.coordinator.desk.StudyQuery;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.CancelStudyReply;
import org.fedval.proto.v1.CancelStudyRequest;
import org.fedval.proto.v1.GetStudyReply;
import org.fedval.proto.v1.GetStudyRequest;
import org.fedval.proto.v1.ListStudiesReply;
import org.fedval.proto.v1.ListStudiesRequest;
import org.fedval.proto.v1.Refusal;
import org.fedval.proto.v1.SiteStatus;
import org.fedval.proto.v1.StudyStatus;
import org.fedval.proto.v1.StudySummary;
import org.fedval.proto.v1.StudyTransition;
import org.fedval.wire.session.SignedBlobWire;

/** A vendor's own studies: list, detail, cancel. To other vendors a study does not exist. */
public final class VendorStudies {
  private static final int PAGE = 50;

  private final StudyBoard board;
  private final StudyDesk desk;
  private final Ownership owners;

  /** Whose a study is. */
  @FunctionalInterface
  public interface Ownership {
    /** Whether the vendor of this name submitted the study. */
    boolean owns(String party, Sha256Digest study);
  }

  public VendorStudies(StudyBoard board, StudyDesk desk, Ownership owners) {
    this.board = board;
    this.desk = desk;
    this.owners = owners;
  }

  boolean owns(String party, Sha256Digest study) {
    return owners.owns(party, study);
  }

  ListStudiesReply list(String party, ListStudiesRequest request) {
    ListStudiesReply.Builder reply = ListStudiesReply.newBuilder();
    Optional<Set<StudyState>> states = states(request.getStatesList());
    if (states.isEmpty()) {
      return reply.setRefused(Refusals.of("NO_STATE", "A state is unknown; leave it out.")).build();
    }
    try {
      StudyPage page =
          board.list(
              new StudyQuery(
                  states.get(),
                  request.getText(),
                  StudyQuery.Sort.NEWEST,
                  request.getLimit() == 0 ? PAGE : request.getLimit(),
                  request.getCursor().isEmpty() ? null : request.getCursor()),
              study -> owners.owns(party, study));
      return reply.setPage(toProto(page)).build();
    } catch (IllegalArgumentException e) {
      return reply
          .setRefused(Refusals.of("CURSOR", "The cursor is not one of this list; begin again."))
          .build();
    }
  }

  GetStudyReply get(String party, GetStudyRequest request) {
    Sha256Digest study = SignedBlobWire.digest(request.getStudy());
    Optional<StudyDetail> detail =
        owners.owns(party, study) ? board.detail(study) : Optional.empty();
    GetStudyReply.Builder reply = GetStudyReply.newBuilder();
    return detail
        .map(d -> reply.setStudy(toProto(d)).build())
        .orElseGet(() -> reply.setRefused(unknown()).build());
  }

  CancelStudyReply cancel(String party, CancelStudyRequest request) {
    Sha256Digest study = SignedBlobWire.digest(request.getStudy());
    CancelOutcome outcome =
        owners.owns(party, study)
            ? desk.cancel(study, Canceller.VENDOR)
            : new CancelOutcome.Unknown();
    CancelStudyReply.Builder reply = CancelStudyReply.newBuilder();
    if (outcome instanceof CancelOutcome.Over over) {
      return reply
          .setEnded(
              StudyStatus.newBuilder()
                  .setState(over.study().state().name())
                  .setSentence(over.study().sentence()))
          .build();
    }
    return reply
        .setRefused(
            outcome instanceof CancelOutcome.Published published
                ? Refusals.of("PUBLISHED", published.sentence())
                : unknown())
        .build();
  }

  private static Refusal unknown() {
    return Refusals.of("NO_STUDY", "You have no such study.");
  }

  private static Optional<Set<StudyState>> states(List<String> names) {
    Set<StudyState> states = EnumSet.noneOf(StudyState.class);
    for (String name : names) {
      try {
        states.add(StudyState.valueOf(name));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(states);
  }

  private static org.fedval.proto.v1.StudyPage toProto(StudyPage page) {
    org.fedval.proto.v1.StudyPage.Builder proto =
        org.fedval.proto.v1.StudyPage.newBuilder().setTotal(page.total());
    page.studies().forEach(study -> proto.addStudies(toProto(study)));
    String next = page.next();
    return (next == null ? proto : proto.setNextCursor(next)).build();
  }

  private static StudySummary toProto(StudyEntry study) {
    return StudySummary.newBuilder()
        .setStudy(ByteString.copyFrom(study.digest().toByteArray()))
        .setStudyId(study.studyId())
        .setTitle(study.facts().title())
        .setState(study.state().name())
        .setSentence(study.sentence())
        .setCreatedAt(study.createdAt().toEpochMilli())
        .setChangedAt(study.changedAt().toEpochMilli())
        .addAllFindings(study.facts().findings())
        .addAllModels(study.facts().models())
        .setSites(study.sites())
        .setApproved(study.approved())
        .build();
  }

  private static org.fedval.proto.v1.StudyDetail toProto(StudyDetail detail) {
    org.fedval.proto.v1.StudyDetail.Builder proto =
        org.fedval.proto.v1.StudyDetail.newBuilder()
            .setSummary(toProto(detail.entry()))
            .setRosterId(detail.entry().facts().rosterId())
            .setRosterVersion(detail.entry().facts().rosterVersion())
            .setDeadline(detail.deadline().map(Instant::toEpochMilli).orElse(0L))
            .addAllWaitedFor(detail.waitedFor());
    detail
        .sites()
        .forEach(
            s -> proto.addSites(SiteStatus.newBuilder().setSiteId(s.siteId()).setPhase(s.phase())));
    detail
        .transitions()
        .forEach(
            t ->
                proto.addTransitions(
                    StudyTransition.newBuilder()
                        .setAt(t.at().toEpochMilli())
                        .setState(t.state().name())
                        .setSentence(t.sentence())));
    return proto.build();
  }
}
