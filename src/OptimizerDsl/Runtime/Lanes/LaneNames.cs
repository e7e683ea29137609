// The lanes by the number and the width, and their bits. Single and Double are one number alone.
global using BitsOfDouble = OptimizerDsl.Runtime.Bits1<ulong>;
global using BitsOfDouble128 = OptimizerDsl.Runtime.Bits128<ulong>;
global using BitsOfDouble256 = OptimizerDsl.Runtime.Bits256<ulong>;
global using BitsOfDouble512 = OptimizerDsl.Runtime.Bits512<ulong>;
global using BitsOfSingle = OptimizerDsl.Runtime.Bits1<uint>;
global using BitsOfSingle128 = OptimizerDsl.Runtime.Bits128<uint>;
global using BitsOfSingle256 = OptimizerDsl.Runtime.Bits256<uint>;
global using BitsOfSingle512 = OptimizerDsl.Runtime.Bits512<uint>;
global using LanesOfDouble = OptimizerDsl.Runtime.Lanes1<double, ulong>;
global using LanesOfDouble128 = OptimizerDsl.Runtime.Lanes128<double, ulong>;
global using LanesOfDouble256 = OptimizerDsl.Runtime.Lanes256<double, ulong>;
global using LanesOfDouble512 = OptimizerDsl.Runtime.Lanes512<double, ulong>;
global using LanesOfSingle = OptimizerDsl.Runtime.Lanes1<float, uint>;
global using LanesOfSingle128 = OptimizerDsl.Runtime.Lanes128<float, uint>;
global using LanesOfSingle256 = OptimizerDsl.Runtime.Lanes256<float, uint>;
global using LanesOfSingle512 = OptimizerDsl.Runtime.Lanes512<float, uint>;
