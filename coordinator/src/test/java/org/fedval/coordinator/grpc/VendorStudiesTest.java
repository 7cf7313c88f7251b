package org.fedval.coordinator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.proto.v1.CancelStudyReply;
import org.fedval.proto.v1.CancelStudyRequest;
import org.fedval.proto.v1.GetStudyRequest;
import org.fedval.proto.v1.ListStudiesRequest;
import org.fedval.proto.v1.StudyDetail;
import org.fedval.proto.v1.StudySummary;
import org.fedval.wire.session.SignedBlobWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VendorStudiesTest {
  @TempDir private Path folder;
  private House house;
  private PublishedStudy study;
  private VendorStudies own;
  private CancelStudyRequest cancel;
  private GetStudyRequest get;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    study = new PublishedStudy(house);
    own =
        new VendorStudies(
            new StudyBoard(
                new StudyIndex(house.database),
                house.studies,
                house.rosters,
                house.lockedStudies,
                house.desk.live()),
            house.desk,
            (party, digest) -> party.equals("acme"));
    cancel = CancelStudyRequest.newBuilder().setStudy(SignedBlobWire.bytes(study.study)).build();
    get = GetStudyRequest.newBuilder().setStudy(SignedBlobWire.bytes(study.study)).build();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_vendor_lists_its_own_studies_and_reads_their_life() {
    StudySummary line =
        own.list("acme", ListStudiesRequest.getDefaultInstance()).getPage().getStudies(0);
    assertThat(line.getStudyId()).isEqualTo("s-1");
    assertThat(line.getState()).isEqualTo("GATE");
    assertThat(line.getModelsList()).containsExactly("tiny 1");
    assertThat(line.getApproved()).isEqualTo(3);

    house.tick();
    StudyDetail detail = own.get("acme", get).getStudy();
    assertThat(detail.getSitesList()).hasSize(3).allMatch(s -> s.getPhase().equals("waiting"));
    assertThat(detail.getTransitionsList()).hasSize(3);
    assertThat(detail.getWaitedForList()).containsExactly("a", "b", "c");
    assertThat(detail.getDeadline())
        .isEqualTo(house.clock.instant().plus(House.DEADLINES.phase()).toEpochMilli());
  }

  @Test
  void to_another_vendor_the_study_does_not_exist_and_stays() {
    assertThat(own.list("other", ListStudiesRequest.getDefaultInstance()).getPage().getTotal())
        .isZero();
    assertThat(own.get("other", get).getRefused().getCode()).isEqualTo("NO_STUDY");
    assertThat(own.cancel("other", cancel).getRefused().getCode()).isEqualTo("NO_STUDY");
    assertThat(study.stored().state()).isEqualTo(StudyState.GATE);
  }

  @Test
  void cancelling_twice_gets_the_same_answer() {
    CancelStudyReply first = own.cancel("acme", cancel);
    assertThat(first.getEnded().getState()).isEqualTo("ABORTED");
    assertThat(first.getEnded().getSentence())
        .isEqualTo("Cancelled by the vendor that submitted it.");
    assertThat(own.cancel("acme", cancel)).isEqualTo(first);
  }

  @Test
  void a_published_study_is_not_cancelled() {
    study.run(Set.of());

    assertThat(own.cancel("acme", cancel).getRefused().getCode()).isEqualTo("PUBLISHED");
    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
  }
}
