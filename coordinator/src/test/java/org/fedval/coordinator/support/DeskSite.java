package org.fedval.coordinator.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.log.Witness;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.RosterApproval;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.jspecify.annotations.Nullable;

/** A site at the desk: remembers what it heard and approves what a test says. */
public final class DeskSite {
  private final House house;
  private final String siteId;
  private final List<SiteInstruction> heard = new CopyOnWriteArrayList<>();
  private final Consumer<SiteInstruction> outbox = heard::add;
  private @Nullable Witness witness;

  public DeskSite(House house, String siteId) {
    this.house = house;
    this.siteId = siteId;
  }

  public DeskSite attach() {
    house.desk.attach(siteId, outbox);
    house.settle();
    return this;
  }

  public DeskSite detach() {
    house.desk.detach(siteId, outbox);
    return this;
  }

  /** Everything heard since the last time it was asked for. */
  public List<SiteInstruction> heard() {
    house.settle();
    List<SiteInstruction> news = List.copyOf(heard);
    heard.subList(0, news.size()).clear();
    return news;
  }

  public List<String> heardKinds() {
    return heard().stream().map(i -> i.getClass().getSimpleName()).toList();
  }

  public SubmitOutcome approve(Sha256Digest study) {
    return approve(study, house.identities.get(siteId));
  }

  public SubmitOutcome approve(Sha256Digest study, SigningKey key) {
    byte[] body = new StudyApproval(study, key.verifyingKey()).encode();
    return send(
        new SiteMessage.StudyApproved(SignedBody.signOutside(StudyApproval.TYPE, body, key)));
  }

  public SubmitOutcome approveRoster(Sha256Digest roster, SigningKey key) {
    byte[] body = new RosterApproval(roster, key.verifyingKey()).encode();
    return send(
        new SiteMessage.RosterApproved(SignedBody.signOutside(RosterApproval.TYPE, body, key)));
  }

  public SubmitOutcome deny(Sha256Digest study, String code) {
    return send(new SiteMessage.StudyDenied(study, code));
  }

  /** Cosigns a checkpoint as an honest witness that remembers what it cosigned. */
  public SubmitOutcome cosign(SiteInstruction.CheckpointOffered offered) {
    NoteKey log = NoteKey.log(house.coordinatorKey.verifyingKey());
    Witness memory = witness == null ? Witness.of(log) : witness;
    if (offered.proof().oldSize() != memory.size()) {
      return send(new SiteMessage.CheckpointCosigned(memory.size(), null));
    }
    Witness.Cosigned cosigned =
        memory.cosign(
            SignedCheckpoint.verified(offered.note(), log),
            offered.proof(),
            house.identities.get(siteId),
            house.clock.instant().getEpochSecond());
    witness = cosigned.next();
    return send(new SiteMessage.CheckpointCosigned(witness.size(), cosigned.cosignature()));
  }

  /** The witness's file is lost. */
  public void forgetLog() {
    witness = null;
  }

  public SubmitOutcome send(SiteMessage message) {
    StudyDesk desk = house.desk;
    return desk.accept(siteId, message);
  }
}
