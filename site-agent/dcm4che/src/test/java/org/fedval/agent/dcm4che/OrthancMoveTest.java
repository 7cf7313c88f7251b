package org.fedval.agent.dcm4che;

import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dimse.DimseSettings;
import org.fedval.agent.support.RealOrthanc;

/** The same with C-MOVE to a Storage SCP of the agent. */
class OrthancMoveTest extends OrthancDimseTest {
  @Override
  protected DimseSettings settings(RealOrthanc orthanc, StudyFilter filter) {
    return new DimseSettings(
        "127.0.0.1",
        orthanc.dicomPort(),
        RealOrthanc.TITLE,
        "FEDVAL",
        "move",
        orthanc.movePort(),
        null,
        null,
        null,
        null,
        10,
        null,
        null,
        null,
        filter);
  }
}
