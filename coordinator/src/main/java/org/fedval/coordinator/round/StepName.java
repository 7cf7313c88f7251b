package org.fedval.coordinator.round;

import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.wire.session.SiteMessage;

/** Under which name a site's step is stored; one site sends at most one step of a name. */
final class StepName implements SiteMessage.Steps<String> {
  private StepName() {}

  static String of(SiteMessage.SessionStep step) {
    return step.step(new StepName());
  }

  @Override
  public String advertised(SiteMessage.Advertised step) {
    return Advertise.TYPE;
  }

  @Override
  public String sharesDealt(SiteMessage.SharesDealt step) {
    return ShareKeys.TYPE;
  }

  @Override
  public String masked(SiteMessage.Masked step) {
    return MaskedManifest.TYPE;
  }

  @Override
  public String voted(SiteMessage.Voted step) {
    return Vote.TYPE;
  }

  @Override
  public String revealedA(SiteMessage.RevealedA step) {
    return RevealStage.A.type();
  }

  @Override
  public String revealedB(SiteMessage.RevealedB step) {
    return RevealStage.B.type();
  }

  /** A site may complain about several dealers. */
  @Override
  public String complained(SiteMessage.Complained step) {
    return Complaint.TYPE + "-" + step.signed().hash().hex();
  }

  /** Both kinds of vote have one body type; a site may send both. */
  @Override
  public String abortVoted(SiteMessage.AbortVoted step) {
    return "Abort" + Vote.TYPE;
  }
}
