#pragma once
// Nothing to call: loaded with LD_PRELOAD.
