#pragma once
// Nothing to call: alsa-lib loads the device through its configuration.
