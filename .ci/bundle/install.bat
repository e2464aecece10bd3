@echo off
rem Installs taizhang from the wheels in this folder into a folder of its own. Nothing is fetched from anywhere.
rem   install.bat [FOLDER]        (default: %LOCALAPPDATA%\taizhang)
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set "FOLDER=%~1"
if "%FOLDER%"=="" set "FOLDER=%LOCALAPPDATA%\taizhang"
set "PY="
for %%P in ("py -3" "python" "python3") do (
  if not defined PY (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PY=%%~P"
  )
)
if not defined PY (
  echo Python 3.11 or newer is needed and was not found. Install it ^(for yourself alone is enough^) and run this again.
  echo 需要 Python 3.11 或更新版本，未找到。请先安装（仅为当前用户安装即可），再运行本文件。
  pause
  exit /b 2
)
%PY% -m venv "%FOLDER%" || goto failed
"%FOLDER%\Scripts\python.exe" -m pip --disable-pip-version-check install --quiet --no-index --find-links "%HERE%wheels" -r "%HERE%pins.txt" || goto failed
"%FOLDER%\Scripts\python.exe" -m pip --disable-pip-version-check install --quiet --no-index --find-links "%HERE%wheels" --no-deps --force-reinstall taizhang || goto failed
"%FOLDER%\Scripts\taizhang.exe" --version || goto failed
echo Installed: "%FOLDER%\Scripts\taizhang.exe"
echo 已安装："%FOLDER%\Scripts\taizhang.exe"
exit /b 0
:failed
echo The installation failed; the lines above say why. Is this Python one of those that the wheels are for?
echo 安装失败，原因见上。请核对 Python 版本与安装包是否相符。
pause
exit /b 1
